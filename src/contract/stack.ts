import type { RunId, TaskId } from './ids'
import type { Leak, Receipt, Survivor, Verdict } from './receipt'
import type { RunSnapshot } from './run'
import type { ProcessTaskSpec, TimerTaskSpec, WorkloadTaskSpec } from './task'

export const STACK_FILE_KINDS = ['quiesce', 'procfile', 'package-scripts', 'process-compose', 'compose'] as const
/** What a stack can be read from: our own `quiesce.yaml`, or the file of another tool. */
export type StackFileKind = (typeof STACK_FILE_KINDS)[number]

/** As a timer of the board, but the task that it starts is named: ids come only when the stack is opened. */
export interface StackTimerSpec extends Omit<TimerTaskSpec, 'action'> {
  readonly action: { readonly log: string } | { readonly startTask: string }
}

export type StackTaskSpec = ProcessTaskSpec | WorkloadTaskSpec | StackTimerSpec

/** A stack as read: complete, checked, and nothing of it started or kept. Names of tasks are unique in it. */
export interface StackDraft {
  readonly name: string
  /** Absolute path of the file it was read from. */
  readonly file?: string
  readonly tasks: readonly StackTaskSpec[]
}

/** One thing that is wrong in a stack file. `line` and `column` count from 1. */
export interface StackIssue {
  readonly file: string
  readonly line: number
  readonly column: number
  /** Dotted: `tasks.web.ready.port`; empty for the file as a whole. */
  readonly path: string
  readonly got: string
  readonly expected: string
  /** `quiesce.yaml:12:7: tasks.web.ready.port: got 70000, expected a whole number from 1 to 65535.` */
  readonly message: string
}

/** Something that an import took or left out. `why` is a sentence. */
export interface StackNote {
  readonly what: string
  readonly line?: number
  readonly why: string
}

export interface ReadStack {
  readonly ok: true
  readonly kind: StackFileKind
  readonly stack: StackDraft
  /** Things that work but are probably not meant. */
  readonly warnings: readonly StackIssue[]
  readonly taken: readonly StackNote[]
  readonly leftOut: readonly StackNote[]
}

/** Nothing of a bad file is taken. */
export interface RefusedStack {
  readonly ok: false
  readonly issues: readonly StackIssue[]
}

export type StackAnswer = ReadStack | RefusedStack

/** An open stack. Which of its tasks run is told by the runs. */
export interface OpenStack {
  readonly name: string
  readonly file?: string
  readonly tasks: readonly { readonly id: TaskId; readonly name: string }[]
}

export interface StackStart {
  readonly accepted: boolean
  /** Why nothing was started, in a sentence. */
  readonly reason?: string
  /** In the order in which they were asked to start; those with dependencies wait. */
  readonly started: readonly RunSnapshot[]
  /** Tasks that were running already and went on. */
  readonly alreadyRunning: readonly string[]
}

/** A run of the stack that a stop did not end. */
export interface StillThere {
  readonly name: string
  readonly runId: RunId
  /** False when it was not asked, because something that depends on it is still there. */
  readonly asked: boolean
  readonly why: string
}

/** One receipt for all: what is known after a stack was asked to stop. */
export interface StackReceipt {
  readonly stack: string
  /** Wall clock, milliseconds since 1970: when the stop was asked. */
  readonly startedAt: number
  readonly endedAt: number
  readonly totalMs: number
  /** How many runs have which verdict; verdicts that nobody has are left out. */
  readonly verdicts: Readonly<Partial<Record<Verdict, number>>>
  /** In the order in which they were seen to be gone. */
  readonly receipts: readonly Receipt[]
  /** The same order, for showing: milliseconds since the stack was asked. */
  readonly order: readonly {
    readonly name: string
    readonly runId: RunId
    readonly askedMs: number
    readonly goneMs: number
  }[]
  readonly stillThere: readonly StillThere[]
  readonly survivors: readonly (Survivor & { readonly name: string })[]
  readonly leaks: readonly (Leak & { readonly name: string })[]
  /** All of it in words. */
  readonly sentence: string
}

export interface StackRestart {
  readonly receipt: StackReceipt
  readonly start: StackStart
}

/** An open stack as the window shows it. */
export interface StackState extends OpenStack {
  /** What is being done to it now. */
  readonly underWay?: 'stopping' | 'restarting'
  /** The receipt of its last stop since the app was started. */
  readonly lastStop?: StackReceipt
}

export interface StackBoard {
  readonly open: readonly StackState[]
  /** Absolute paths, the last opened first. */
  readonly recentFiles: readonly string[]
}

/** What a stack file holds, before anything is made of it. */
export interface StackPreview {
  /** For `confirmStack`: what was shown is what is opened, whatever happens to the file meanwhile. */
  readonly id: string
  readonly file: string
  readonly answer: StackAnswer
}
