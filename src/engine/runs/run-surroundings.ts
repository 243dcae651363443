import type { RunId } from '@contract/ids'
import type { Statement } from '@contract/statement'
import type { StopStep } from '@contract/stop'
import type { Task } from '@contract/task'
import type { EventLog } from '../events/event-log'
import type { LiveProcess } from '../processes/live-process'
import type { ProcessTable } from '../processes/process-table'
import type { RunAccount } from '../recovery/run-account'
import type { Run } from './run'

/** What a run needs from the engine around it. */
export interface RunSurroundings {
  readonly events: EventLog
  readonly table: ProcessTable
  readonly account: RunAccount
  /** Aborted when the engine has closed: whoever is left then is not looked at any more. */
  readonly over: AbortSignal
  outputPath(id: RunId): string
  /** The run's snapshot is new: tell those who listen. */
  changed(run: Run): void
  /** Only what it printed is new: tell them when it is convenient. */
  changedSoon(run: Run): void
  phaseChanged(run: Run): void
  ended(run: Run): void
  /** Its leader has left, and it goes on with these; `first` is the one that is followed. */
  followed(run: Run, living: readonly LiveProcess[], first: { readonly pid: number; readonly startTime: string }): void
  /** Takes a pending run out of whatever it waits in. False when it has just left it. */
  withdraw(run: Run): boolean
  /** The shell of tasks that ask for one, an absolute path, as the settings name it now. */
  shell(): string
  blindSpots(task: Task): readonly Statement[]
  spokenStep(step: StopStep): string
}
