import type { StartedContestant } from './comparison'
import type { Demo } from './demo'
import type { EngineEvent } from './event'
import type { FollowChoice } from './follow'
import type { HistoryCommands } from './history'
import type { HolderReport } from './holders'
import type { RunId, TaskId } from './ids'
import type { Control } from './kind'
import type { LeavingChoice, LeavingQuestion } from './leaving'
import type { Output, OutputRange } from './output'
import type { Answer } from './problem'
import type { RunSnapshot, UsageSample } from './run'
import type { AppSettings, SettingsAnswer, ThemeChoice } from './settings'
import type { OpenStack, StackBoard, StackPreview, StackReceipt, StackStart } from './stack'
import type { ControlAnswer } from './control-answer'
import type { StrictMode } from './strict'
import type { Task, TaskSpec } from './task'
import type { TerminalSize } from './terminal'

/**
 * The whole IPC contract. A command is asked by the page and answered by main; `Updates` are pushed from main to the page.
 * Every command is a named method on `window.quiesce`; a missing one fails to compile.
 */
export interface Commands extends HistoryCommands {
  /** Everything a page needs after it loaded. Subscribe to `updates` first: revisions and `seq` sort out what overlaps. */
  getSnapshot: { request: undefined; value: Snapshot }
  startTask: { request: { taskId: TaskId }; value: RunSnapshot }
  /** Ends what lives of the task and starts it anew once that is gone. Answers the new, *pending* run. */
  restartTask: { request: { taskId: TaskId }; value: RunSnapshot }
  controlRun: { request: { runId: RunId; control: Control; reason?: string }; value: ControlAnswer }
  /** Goes to the next step of a stop that is under way, without waiting out the patience of this one. */
  hurryRun: { request: { runId: RunId }; value: ControlAnswer }
  /** "Stop it": ends one piece of work that an ended run handed over, by its own signal and grace. Answers when it is known to be gone, or why not. */
  stopDelegate: { request: { runId: RunId; delegateId: string }; value: ControlAnswer }
  /** "End": ends one process that a receipt names as left alone, by SIGTERM and then by force. */
  endLeftAlone: { request: { runId: RunId; pid: number; startTime: string }; value: ControlAnswer }
  /** "Remove": takes away one file that a receipt names with a `fileId`. Where it is only the receipt says. */
  removeLeftover: { request: { runId: RunId; fileId: string }; value: ControlAnswer }
  /** Whether a run whose leader has left follows those who go on. `follow` changes its task too; `end` is a stop by the person. */
  decideFollow: { request: { runId: RunId; choice: FollowChoice }; value: ControlAnswer }
  whoHolds: { request: { runId: RunId }; value: HolderReport }
  /** Types into the run's terminal or its standard input; `closeInput` says that no more comes. */
  writeInput: { request: { runId: RunId; text: string; closeInput?: boolean }; value: ControlAnswer }
  resizeTerminal: { request: { runId: RunId; size: TerminalSize }; value: ControlAnswer }
  /** Whether `strict` tasks can run on this machine, tried out once. */
  getStrictMode: { request: undefined; value: StrictMode }
  /** `runIds`: every run that was asked, whatever it answered, for the one receipt of all. */
  stopAll: { request: undefined; value: { asked: number; refused: number; runIds?: readonly RunId[] } }
  /** What the page shows now, instead of what it said before: these come with the next push, others may wait for a later one. */
  watchRuns: { request: { runIds: readonly RunId[] }; value: undefined }
  /** Takes an ended run off the board. Its task stays. */
  dismissRun: { request: { runId: RunId }; value: undefined }
  readOutput: { request: { runId: RunId; range?: OutputRange }; value: Output }
  saveTask: { request: { taskId?: TaskId; spec: TaskSpec }; value: Task }
  /** Parses without saving, for errors next to the fields while the person types. */
  checkTask: { request: { spec: unknown }; value: { commandLine?: string; resolvedPath?: string } }
  deleteTask: { request: { taskId: TaskId }; value: undefined }
  startDemo: { request: { demoId: string }; value: readonly RunSnapshot[] }
  /** Starts the lab's comparison: one run of each contestant, in their order. */
  startComparison: { request: undefined; value: readonly StartedContestant[] }
  /**
   * Reads a stack file, or that of another tool, for showing. Nothing of it is kept or started. Without a path the person
   * is asked for one. Issues in the file are part of the value: only a file that cannot be read at all is a problem.
   */
  openStackFile: { request: { path?: string }; value: StackPreview }
  /** Makes tasks of what was shown. Starts nothing. */
  confirmStack: { request: { previewId: string }; value: OpenStack }
  startStack: { request: { name: string }; value: StackStart }
  /** Answers when the stop is over, with one receipt for all. */
  stopStack: { request: { name: string }; value: StackReceipt }
  restartStack: { request: { name: string }; value: StackStart }
  /** Takes the stack and its tasks off the board. Refused while one of its runs is alive. */
  closeStack: { request: { name: string }; value: undefined }
  /** Asks where to save, then writes the stack as a `quiesce.yaml`. `withheld` names the variables that look secret. */
  exportStack: { request: { name: string }; value: { path: string; withheld: readonly string[] } }
  /** Opens an http or https address in the browser, after the person saw all of it and agreed. */
  openLink: { request: { address: string }; value: { opened: boolean } }
  pickFile: { request: { purpose: 'module' | 'program' }; value: { path: string } }
  pickFolder: { request: undefined; value: { path: string } }
  /** Asks where to save, then writes the cleanup log as JSON lines or text, by the chosen ending. */
  exportLog: {
    request: { runId?: RunId; types?: readonly string[]; search?: string }
    value: { path: string; events: number }
  }
  /** Asks where to save, then writes a picture (PNG as base64) or a text of a receipt. `name` is the task's. */
  saveReceipt: { request: { name: string; format: ReceiptFormat; content: string }; value: { path: string } }
  getSettings: { request: undefined; value: SettingsAnswer }
  /** Answers what counts from now on. Refused as a whole when one of them does not fit. */
  changeSettings: { request: Partial<AppSettings>; value: SettingsAnswer }
  /** Opens the app's own log in the program that the person has for text. */
  showErrorLog: { request: undefined; value: undefined }
  setTheme: { request: { theme: ThemeChoice }; value: undefined }
  /** The page shows the question before leaving. Without this, main asks in a box of the system. */
  leavingShown: { request: { questionId: string }; value: undefined }
  /** Refused when that question no longer stands. */
  answerLeaving: { request: { questionId: string; choice: LeavingChoice }; value: undefined }
  copyText: { request: { text: string }; value: undefined }
}

export type CommandName = keyof Commands
export type ReceiptFormat = 'png' | 'json' | 'markdown'

/** What the person chose in the menu, the tray or a message of the system, and the page has to do. */
export type PageRequest =
  | { readonly do: 'new-task' | 'open-stack' | 'settings' | 'shortcuts' | 'palette' | 'lab' | 'back' | 'forward' }
  | { readonly do: 'open-stack-file'; readonly path: string }
  | { readonly do: 'open-run'; readonly runId: RunId }
  /** Every run was asked to stop, already: the page shows what becomes of them. */
  | { readonly do: 'follow-stop'; readonly runIds: readonly RunId[] }
  | { readonly do: 'ask-leaving'; readonly questionId: string; readonly question: LeavingQuestion }
  /** The question no longer stands: it was answered elsewhere. */
  | { readonly do: 'withdraw-leaving'; readonly questionId: string }
  /** The app is leaving: these runs are waited for. `forceAt` (wall clock): when what is left is ended by force; absent when at once. */
  | { readonly do: 'show-leaving'; readonly runIds: readonly RunId[]; readonly forceAt?: number }

/** What changed since the last push; at most one push a frame. */
export interface Updates {
  /** The latest snapshot of each run that changed; one that is not watched, and only prints, may come some pushes later. */
  readonly runs: readonly RunSnapshot[]
  readonly removedRuns: readonly RunId[]
  /** All tasks, when any of them changed. */
  readonly tasks?: readonly Task[]
  /** All stacks, when any of them changed. */
  readonly stacks?: StackBoard
  /** Contiguous by `seq`, within this push and with the one before. */
  readonly events: readonly EngineEvent[]
  readonly samples: readonly UsageSample[]
  readonly notices: readonly Notice[]
  /** Ids of notices whose cause has gone. */
  readonly withdrawnNotices?: readonly string[]
  /** In the order in which they were chosen. */
  readonly pageRequests?: readonly PageRequest[]
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
  readonly stacks: StackBoard
  readonly runs: readonly RunSnapshot[]
  /** The newest events, oldest first; `seq` of the first tells how many are no longer held. */
  readonly events: readonly EngineEvent[]
  readonly demos: readonly Demo[]
  readonly notices: readonly Notice[]
  readonly theme: ThemeChoice
  readonly platform: PlatformFacts
  /** Only what is saved, told before there is an engine: whoever has drawn it asks again, and is told all. */
  readonly preliminary?: true
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
  /** Where a file that was dropped on the window is; empty for one that is not on a disk. */
  readonly pathOf: (file: DroppedFile) => string
}

/** The browser's `File`, which the contract cannot name: it knows no DOM. */
export interface DroppedFile {
  readonly name: string
  readonly size: number
}
