import type { DelegateForecast } from './delegate'
import type { Follow } from './follow'
import type { TaskId } from './ids'
import type { Json } from './json'
import type { Kind, WorkloadKind } from './kind'
import type {
  CleanupContract,
  Dependency,
  FamilyReach,
  HealthSpec,
  ReadinessSpec,
  RestartPolicy,
  WatchSpec,
  WhenRunning,
} from './life'
import type { StopStep } from './stop'

/** What tasks of every kind may have. */
export interface StartSpec {
  /** What a start does while a run is there. Default `refuse`. */
  readonly whenRunning?: WhenRunning
}

/** What tasks of every kind but the timer may have. */
export interface LifeSpec extends StartSpec {
  readonly restart?: RestartPolicy
  readonly dependsOn?: readonly Dependency[]
}

export interface ProcessTaskSpec extends LifeSpec {
  readonly kind: 'process'
  readonly name: string
  /** A program: an absolute path, a path relative to `cwd` with a slash in it, or a name looked up on PATH. With `shell`, a command line. */
  readonly command: string
  readonly args?: readonly string[]
  /** Run `command` through the shell of the settings, by `-c`; `args` become `$1`, `$2` … Off unless the user chose it. */
  readonly shell?: boolean
  readonly cwd?: string
  /** Added to the allow-listed part of Quiesce's own environment. */
  readonly env?: Readonly<Record<string, string>>
  readonly stopPolicy?: readonly StopStep[]
  /** Whom the polite steps are sent to. Force always goes to the whole family. Default `family`. */
  readonly scope?: 'family' | 'leader'
  /** Give the program a Node IPC channel; an `ask` step then sends `{ type: 'quiesce:stop' }` over it. Default false. */
  readonly ipc?: boolean
  /** Remove what a run leaves in its private TMPDIR. It is listed in the receipt all the same. Default true. */
  readonly removeTempFiles?: boolean
  /** Files of `NAME=value` lines, absolute or relative to `cwd`; later ones win, and `env` wins over all. */
  readonly envFiles?: readonly string[]
  /** Run it in a terminal of its own: it can be typed into, and programs see a terminal. Default false. */
  readonly terminal?: boolean
  /** Keep its whole family inside a process namespace, so that nothing can escape the stop. Where the machine can; the card says so. */
  readonly strict?: boolean
  /** Ports that it will listen on: a start waits until they are free, and a conflict names the holder. */
  readonly ports?: readonly number[]
  /** Whose end is the run's end, when the leader leaves with exit code 0 and others go on. Without it the person is asked. */
  readonly follow?: Follow
  readonly ready?: ReadinessSpec
  readonly health?: HealthSpec
  /** Restart it when these change. */
  readonly watch?: WatchSpec
  readonly expect?: CleanupContract
  /** Leave it alone when Quiesce quits or dies; the next start finds it again. Not together with `terminal`, `ipc` or `strict`. Default false. */
  readonly keepRunning?: boolean
  /** The most processes and threads that its user may have, in all, when it makes one more. Root is exempt. Linux; getrlimit(2), RLIMIT_NPROC. */
  readonly processLimit?: number
  /**
   * What a stop ends besides what it can be sure of. `session`, the default: of a task in a terminal of its own, what lives in
   * that terminal's session; of another, not what somebody has open in a terminal. `all`: whatever carries its mark, also a tmux
   * server or an editor that a person started from it.
   */
  readonly family?: FamilyReach
  /** The most that is kept of one run's output, in bytes. */
  readonly keepOutputBytes?: number
}

export interface ExecutorSpec {
  readonly name: string
  /** How many worker threads may run jobs of this executor at the same time: 1 to 64. */
  readonly maxWorkers: number
}

export interface WorkloadTaskSpec extends LifeSpec {
  readonly kind: WorkloadKind
  readonly name: string
  /** A built-in name such as `lab/ticker`, or the path of a module with one default export. */
  readonly workload: string
  readonly params?: Json
  readonly stopPolicy?: readonly StopStep[]
  /** Futures only. Default: one executor that all of them share. */
  readonly executor?: ExecutorSpec
  /** Generators only: the pause between two pulls, in milliseconds. */
  readonly pullEveryMs?: number
}

export interface TimerTaskSpec extends StartSpec {
  readonly kind: 'timer'
  readonly name: string
  /** Milliseconds until it elapses: 0 to 2 147 483 647. */
  readonly delayMs: number
  /** Elapse again and again until cancelled, each 100 ms at the most often. Default false. */
  readonly repeat?: boolean
  readonly action: { readonly log: string } | { readonly start: TaskId }
}

export type TaskSpec = ProcessTaskSpec | WorkloadTaskSpec | TimerTaskSpec

/** What the user saved. It does not change while a run of it is alive; an edit counts from the next start. */
export interface Task {
  readonly id: TaskId
  readonly name: string
  readonly kind: Kind
  readonly spec: TaskSpec
  /** Wall clock, milliseconds since 1970. */
  readonly createdAt: number
  /** False for a demo of the lab: it is on the board but not kept for the next start of the app. */
  readonly saved: boolean
  /** The stack it belongs to, by name. */
  readonly stack?: string
  /** Work that its command line hands to somebody outside its family. Derived from the spec, never stored. */
  readonly delegates?: readonly DelegateForecast[]
}
