import type { RunId, TaskId } from '@contract/ids'
import type { Control } from '@contract/kind'
import type { RecoveredRun } from '@contract/recovered'
import type { Ask } from '@contract/stop'
import type { Task } from '@contract/task'
import type { EventLog } from '../events/event-log'
import type { PortHolder, ProcessTable } from '../processes/process-table'
import type { Run } from '../runs/run'

/** Why a run is started, where nobody simply asked. */
export interface StartLife {
  /** The how many-th start in a row. */
  readonly attempt?: number
  readonly pauseMs?: number
  /** Runs that must be gone first. */
  readonly after?: readonly Run[]
}

export interface LifeGround {
  readonly events: EventLog
  readonly table: ProcessTable
  readonly closing: () => boolean
  readonly runsOf: (task: Pick<Task, 'id'>) => readonly Run[]
  /** As it is now; undefined when it was forgotten. */
  readonly taskById: (id: TaskId) => Task | undefined
  /** A run that an earlier engine left alive, and on which nobody has decided yet. */
  readonly foundAlive: (id: TaskId) => RecoveredRun | undefined
  readonly findTask: (name: string, stack: string | undefined) => Task | undefined
  readonly start: (task: Task, life?: StartLife) => Run
  readonly control: (runId: RunId, control: Control, ask: Ask) => Promise<unknown>
  readonly onChange: (listener: () => void) => () => void
  readonly nameOfRun: (holder: PortHolder) => string | undefined
}
