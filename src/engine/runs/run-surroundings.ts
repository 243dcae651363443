import type { RunId } from '@contract/ids'
import type { Statement } from '@contract/statement'
import type { StopStep } from '@contract/stop'
import type { Task } from '@contract/task'
import type { EventLog } from '../events/event-log'
import type { ProcessTable } from '../processes/process-table'
import type { RunAccount } from '../recovery/run-account'

/** What a run needs from the engine around it. */
export interface RunSurroundings {
  readonly events: EventLog
  readonly table: ProcessTable
  readonly account: RunAccount
  /** Aborted when the engine has closed: whoever is left then is not looked at any more. */
  readonly over: AbortSignal
  outputPath(id: RunId): string
  /** The shell of tasks that ask for one, an absolute path, as the settings name it now. */
  shell(): string
  blindSpots(task: Task): readonly Statement[]
  spokenStep(step: StopStep): string
}
