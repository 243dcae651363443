/** What a task does around its runs: when it starts, when it counts as ready, when it starts again. Defaults: `vocabulary/defaults.ts`. */

export const RESTART_WHENS = ['never', 'on-failure', 'always'] as const
export type RestartWhen = (typeof RESTART_WHENS)[number]

export const WHEN_RUNNINGS = ['refuse', 'restart', 'another'] as const
/**
 * What a start does while a run of the task is there: it is refused with a sentence, it ends that run and starts anew, or it makes
 * another run beside it.
 */
export type WhenRunning = (typeof WHEN_RUNNINGS)[number]

/**
 * Starts again after an end that nobody asked for. The pause doubles with each start in a row, up to the cap. Starts by a health
 * check, by a changed file and by a timer count in the same row.
 */
export interface RestartPolicy {
  readonly when: RestartWhen
  /** The first pause, in milliseconds. */
  readonly pauseMs?: number
  /** The longest pause, in milliseconds. */
  readonly maxPauseMs?: number
  /** How many starts in a row before it gives up. A run that came up and lived longer than `maxPauseMs`, at least 10 s, ends the row. */
  readonly limit?: number
}

/**
 * Who may answer at a port or an address: `own`, the run itself, or nobody who was there before it; or `any`, whoever listens,
 * for a program behind a proxy that runs all the time. Default `own`.
 */
export const LISTENERS = ['own', 'any'] as const
export type Listener = (typeof LISTENERS)[number]

/** One way to find out whether a program answers. */
export type Probe =
  /** Its output contains this text, read without colours and other escape sequences. */
  | { readonly line: string }
  /** A TCP connection to this port of 127.0.0.1 or ::1 is accepted. */
  | { readonly port: number; readonly listener?: Listener }
  /**
   * GET answers with a status from 200 to 299, or with a redirect off this machine, which is not followed. Only http and https
   * on this machine, whatever their certificate.
   */
  | { readonly http: string; readonly listener?: Listener }
  /** The command ends with exit code 0. */
  | { readonly command: readonly string[] }

export interface ReadinessSpec {
  readonly probe: Probe
  /** How often to look, in milliseconds. */
  readonly everyMs?: number
  /** After this the run counts as failed and is stopped, in milliseconds. */
  readonly timeoutMs?: number
}

export interface HealthSpec {
  /** Any probe but a line. */
  readonly probe: Exclude<Probe, { readonly line: string }>
  /** How often to look, in milliseconds. */
  readonly everyMs?: number
  /** How long one look may take, in milliseconds. */
  readonly timeoutMs?: number
  /** So many misses in a row make it unhealthy. */
  readonly misses?: number
  /**
   * A miss counts only after the first yes, or so long after the start, in milliseconds. Default: the timeout of `ready`,
   * where there is one. Until then it is neither healthy nor unhealthy.
   */
  readonly startMs?: number
  /** What to do then. `restart` has the pauses and the limit of the restart policy. */
  readonly then?: 'restart' | 'stop' | 'tell'
}

export const DEPENDENCY_STATES = ['started', 'ready', 'completed'] as const
export type DependencyState = (typeof DEPENDENCY_STATES)[number]

export interface Dependency {
  /** The name of another task. Within a stack it is looked up there first. */
  readonly task: string
  readonly until: DependencyState
}

export interface WatchSpec {
  /**
   * Files, folders and patterns such as `src/*.ts`, absolute or relative to the working folder. Folders are watched with all they
   * hold. What is not there is watched as soon as it is.
   */
  readonly paths: readonly string[]
  /** Names of files and folders that do not count, and patterns over their names (`*.log`) or paths (`out/*.js`). */
  readonly ignore?: readonly string[]
  /** A burst of changes is one change: so long must be quiet after it, in milliseconds. */
  readonly quietMs?: number
}

/** What must hold after every stop: a cleanup contract. What does not is a leak or a broken promise in the receipt. */
export interface CleanupContract {
  /** Files that must be gone, absolute or relative to the working folder. */
  readonly filesGone?: readonly string[]
  /** Ports on which nobody may listen. */
  readonly portsFree?: readonly number[]
  /** A text that must have been printed after the stop was asked. */
  readonly printed?: string
  /** The exit codes that count as orderly. */
  readonly exitCodes?: readonly number[]
}

/** What a stop ends: what lives in the session of its terminal, or whatever carries its mark. */
export const FAMILY_REACHES = ['session', 'all'] as const
export type FamilyReach = (typeof FAMILY_REACHES)[number]
