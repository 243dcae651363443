import type { Demo } from './demo'
import type { EngineEvent } from './event'
import type { RunId, TaskId } from './ids'
import type { Control } from './kind'
import type { Output, OutputRange } from './output'
import type { Answer } from './problem'
import type { RunSnapshot, UsageSample } from './run'
import type { ControlAnswer } from './stop'
import type { Task, TaskSpec } from './task'

/**
 * The whole IPC contract. A command is asked by the page and answered by main; a push goes from main to the page.
 * Every command is a named method on `window.quiesce`; a missing one fails to compile.
 */
export interface Commands {
  /** Everything a page needs after it loaded. Subscribe to `updates` first: revisions and `seq` sort out what overlaps. */
  getSnapshot: { request: undefined; value: Snapshot }
  startTask: { request: { taskId: TaskId }; value: RunSnapshot }
  controlRun: { request: { runId: RunId; control: Control; reason?: string }; value: ControlAnswer }
  /** Goes to the next step of a stop that is under way, without waiting out the patience of this one. */
  hurryRun: { request: { runId: RunId }; value: ControlAnswer }
  stopAll: { request: undefined; value: { asked: number; refused: number } }
  /** Takes an ended run off the board. Its task stays. */
  dismissRun: { request: { runId: RunId }; value: undefined }
  readOutput: { request: { runId: RunId; range?: OutputRange }; value: Output }
  saveTask: { request: { taskId?: TaskId; spec: TaskSpec }; value: Task }
  /** Parses without saving, for errors next to the fields while the person types. */
  checkTask: { request: { spec: unknown }; value: { commandLine?: string; resolvedPath?: string } }
  deleteTask: { request: { taskId: TaskId }; value: undefined }
  startDemo: { request: { demoId: string }; value: readonly RunSnapshot[] }
  pickFile: { request: { purpose: 'module' | 'program' }; value: { path: string } }
  pickFolder: { request: undefined; value: { path: string } }
  /** Asks where to save, then writes the cleanup log as JSON lines or text, by the chosen ending. */
  exportLog: {
    request: { runId?: RunId; types?: readonly string[]; search?: string }
    value: { path: string; events: number }
  }
  setTheme: { request: { theme: ThemeChoice }; value: undefined }
  /** Samples of CPU and memory are taken once a second while a window watches, and every five seconds otherwise. */
  copyText: { request: { text: string }; value: undefined }
}

export interface Pushes {
  updates: Updates
}

export type CommandName = keyof Commands
export type ThemeChoice = 'system' | 'light' | 'dark'

/** What changed since the last push; at most one push a frame. */
export interface Updates {
  /** The latest snapshot of each run that changed. */
  readonly runs: readonly RunSnapshot[]
  readonly removedRuns: readonly RunId[]
  /** All tasks, when any of them changed. */
  readonly tasks?: readonly Task[]
  /** Contiguous by `seq`, within this push and with the one before. */
  readonly events: readonly EngineEvent[]
  readonly samples: readonly UsageSample[]
  readonly notices: readonly Notice[]
  /**
   * Set when events were left out because the page did not take its pushes in time (it hung, or was throttled): ask
   * `getSnapshot` again. `events` is then empty, and goes on after the snapshot's last one.
   */
  readonly missedEvents?: true
}

/** Something the person should know that belongs to no run: shown as a banner. */
export interface Notice {
  readonly id: string
  readonly level: 'info' | 'warning' | 'alarm'
  readonly text: string
}

export interface Snapshot {
  readonly tasks: readonly Task[]
  readonly runs: readonly RunSnapshot[]
  /** The newest events, oldest first; `seq` of the first tells how many are no longer held. */
  readonly events: readonly EngineEvent[]
  readonly demos: readonly Demo[]
  readonly notices: readonly Notice[]
  readonly theme: ThemeChoice
  readonly platform: PlatformFacts
}

export interface PlatformFacts {
  readonly os: 'linux' | 'darwin' | 'win32' | 'other'
  readonly appVersion: string
  readonly electronVersion: string
  readonly nodeVersion: string
  /** Sentences on what cannot be seen or done on this platform. */
  readonly limits: readonly string[]
}

export type CommandMethod<Name extends CommandName> = Commands[Name]['request'] extends undefined
  ? () => Promise<Answer<Commands[Name]['value']>>
  : (request: Commands[Name]['request']) => Promise<Answer<Commands[Name]['value']>>

/** What the preload puts on `window.quiesce`. */
export type QuiesceApi = { readonly [Name in CommandName]: CommandMethod<Name> } & {
  /** Calls back with every push until the returned function is called. */
  readonly onUpdates: (listener: (updates: Updates) => void) => () => void
}
