import type { EngineEvent } from './event'
import type { FollowChoice } from './follow'
import type { HolderReport } from './holders'
import type { RunId, TaskId } from './ids'
import type { EarlierRun, TaskHistory } from './history'
import type { Output, OutputRange } from './output'
import type { Receipt, Survivor } from './receipt'
import type { RecoveredRun, RecoveryChoice } from './recovered'
import type { RunSnapshot, UsageSample } from './run'
import type { ControlAnswer } from './control-answer'
import type { Ask } from './stop'
import type { StrictMode } from './strict'
import type { Task, TaskSpec } from './task'
import type { TerminalSize, WriteOptions } from './terminal'

/** The engine's public face: a plain Node library, importable without Electron. */
export interface Engine {
  /** Checks and keeps a task. Throws `SpecError` with path, what was got and what was expected. `replaces` edits a kept one. */
  define(spec: TaskSpec, options?: DefineOptions): Task
  tasks(): readonly Task[]
  /** Forgets a task. Its runs stay, also live ones; what only waits to start is withdrawn, and nothing of it starts by itself any more. */
  forget(taskId: TaskId): boolean
  /** Begins a run. Throws `SpecError` when the task is not known, or when a run of it is there and the task wants one at a time; a task that cannot start gives a run that *failed*, with a receipt. */
  start(taskId: TaskId): RunSnapshot
  /** Ends what lives of the task and starts it anew when that is gone. The new run is there at once, *pending*. */
  restart(taskId: TaskId, ask?: Ask): RunSnapshot
  stop(runId: RunId, ask?: Ask): Promise<ControlAnswer>
  terminate(runId: RunId, ask?: Ask): Promise<ControlAnswer>
  cancel(runId: RunId, ask?: Ask): Promise<ControlAnswer>
  /** Goes to the next step of a stop that is under way. */
  hurry(runId: RunId): Promise<ControlAnswer>
  /**
   * Ends one delegate of a run's receipt through its daemon, by its own signal and grace. Resolves when it is seen to be gone, or
   * with the reason why that is not known. The receipt of an ended run stays as it is.
   */
  stopDelegate(runId: RunId, delegateId: string): Promise<ControlAnswer>
  /**
   * Takes away one file that the receipt of a run names with a `fileId`, if it is that very file, unchanged, and no process that
   * can be looked into has it open. Accepted when it is seen to be gone. The receipt stays as it is.
   */
  removeLeftover(runId: RunId, fileId: string): Promise<ControlAnswer>
  /** "End": ends one process that the run's receipt names as left alone. Accepted means that it was seen to be gone. */
  endLeftAlone(runId: RunId, process: Pick<Survivor, 'pid' | 'startTime'>): Promise<ControlAnswer>
  /**
   * Answers the question of a run whose leader has left while others go on. `follow` is kept in the task, so that its later
   * runs do not ask; `end` is a stop. Refused with `not-waiting` where nothing is asked. Nobody has to answer: the run goes on.
   */
  decideFollow(runId: RunId, choice: FollowChoice, ask?: Ask): Promise<ControlAnswer>
  /** Types `text` into the run: its terminal, or its standard input. Accepted means that the kernel has it, not that it was read. */
  write(runId: RunId, text: string, options?: WriteOptions): Promise<ControlAnswer>
  /** Gives the run's terminal another size; its programs get SIGWINCH. Refused for a run without a terminal. */
  resize(runId: RunId, size: TerminalSize): Promise<ControlAnswer>
  /** Who is holding the shutdown, or would: each living process of the family. Rejects with `SpecError` for an unknown run. */
  whoHolds(runId: RunId): Promise<HolderReport>
  run(runId: RunId): RunSnapshot | undefined
  /**
   * Those in memory: all that live, and the newest that have ended, at most 200 of a task and 1,000 in all. Output, receipt and
   * history of the others are read from disk, for as long as they are kept.
   */
  runs(): readonly RunSnapshot[]
  /** Drops an ended run and its output. False when it is not known or still alive. */
  dismiss(runId: RunId): boolean
  /** Settles when the run has ended and its receipt is complete; at once for one that is kept. Rejects with `SpecError` for an unknown run. */
  ended(runId: RunId): Promise<Receipt>
  /** Ordered; `seq` has no gap. Returns its undo. */
  onEvent(listener: (event: EngineEvent) => void): () => void
  /** The newest events that are still held in memory, oldest first. */
  recentEvents(): readonly EngineEvent[]
  /** Calls back with the new snapshot after every change of a run. Returns its undo. */
  onRunChange(listener: (run: RunSnapshot) => void): () => void
  /** Calls back for each ended run that is in memory no longer, because newer ones took its place. Returns its undo. */
  onRunLetGo(listener: (runId: RunId) => void): () => void
  onSamples(listener: (samples: readonly UsageSample[]) => void): () => void
  /** How often families are measured, in milliseconds. */
  sampleEvery(intervalMs: number): void
  /** Of any run whose output is still kept, also of an earlier start. Rejects with `SpecError` for an unknown run. */
  output(runId: RunId, range?: OutputRange): Promise<Output>
  /** The newest runs of a task, also of earlier starts, with their receipts; how its stops went. Default limit 100, at most 1000. */
  history(taskId: TaskId, options?: { readonly limit?: number }): Promise<TaskHistory>
  /** One run of any start over this folder, as the journal has it; undefined where it knows none of this id. */
  earlierRun(runId: RunId): Promise<EarlierRun | undefined>
  /** From now on this much is kept of ended runs. Resolves when what is too much has been removed. */
  keep(limits: KeepLimits): Promise<void>
  /** The runs that were open when an earlier engine over this folder ended without leave, and what became of each. */
  recovered(): readonly RecoveredRun[]
  /** Decides on a recovered run that was found alive. */
  recover(runId: RunId, choice: RecoveryChoice): Promise<ControlAnswer>
  /** Whether `strict` tasks can run here. The first call tries it out (tens of milliseconds); later ones repeat the answer. */
  strictMode(): Promise<StrictMode>
  /**
   * Ends every run and leaves nothing behind. Default `stop`: each by its own policy, then by force. A running task with
   * `keepRunning` is let go instead: it stays open in the journal, and the next start finds it. Always resolves: what neither
   * goes nor answers is left, and named. Asked again while it is under way, the shorter time counts, and force stays force.
   */
  close(how?: 'stop' | 'terminate' | CloseOptions): Promise<Closed>
}

export interface CloseOptions {
  /** Default `stop`. */
  readonly how?: 'stop' | 'terminate'
  /**
   * Resolves within this time, in milliseconds, whatever resists. Force begins early enough to have its part of it. Default: as
   * long as the policies of the runs take, 5 s of force for what outlives them, and 5 s for each part of the engine itself.
   */
  readonly withinMs?: number
}

export interface Closed {
  /**
   * Runs that did not end: as they were when the engine stopped waiting. Where there is a watchdog it ends what it can reach of
   * them when this process ends; the next start over the folder finds what is still alive.
   */
  readonly left: readonly RunSnapshot[]
  /** Sentences for what of the engine itself did not end in time: a journal that does not answer, a host that hangs. */
  readonly problems: readonly string[]
}

export interface KeepLimits {
  /** Ended runs that ended longer ago are removed, with their receipts and output. */
  readonly days: number
  /** When journal and output together are larger, the runs that began first are removed. */
  readonly megabytes: number
}

export interface DefineOptions {
  readonly replaces?: TaskId
  /** Default true. False keeps it in memory only. */
  readonly saved?: boolean
  /** The name of the stack that the task belongs to. Default: that of the task it replaces, if any. */
  readonly stack?: string
}
