import type { RunId } from '@contract/ids'
import type { ProcessTaskSpec } from '@contract/task'
import type { StartRequest } from './task-kind'
import type { LiveProcess } from '../processes/live-process'

/** Who keeps account of the processes that are made, so that they are found again whatever becomes of us. */
export interface SpawnRecord {
  /** Resolves when the process may be made: it will be watched over, and that it is meant to be made is written down. */
  before(request: StartRequest<ProcessTaskSpec>): Promise<void>
  /** Called in the same turn in which it was made. */
  made(request: StartRequest<ProcessTaskSpec>, made: MadeProcess): void
  /** Its process group was seen empty while the run goes on: the group's number is free for strangers. */
  groupGone(runId: RunId): void
  /** Its leader has left, and it goes on with these; the first of them stands for it from now on. */
  followed(
    run: { readonly id: RunId; readonly spec: ProcessTaskSpec },
    living: readonly LiveProcess[],
    first: Pick<LiveProcess, 'pid' | 'startTime'>,
  ): void
  /**
   * Nothing of the run is left, or with `leftAlone` what carries its mark and is not its own to end. Also told of runs that
   * never had a process.
   */
  gone(runId: RunId, leftAlone: boolean): void
}

export interface MadeProcess {
  readonly pid: number
  /** As the process table tells it, empty where it does not. */
  readonly startTime: string
  /** Its private temporary folder, unless the task names its own. */
  readonly tempPath: string | undefined
  /** What its birthmark is called with whoever holds it. */
  readonly birthmark: string | undefined
  /** The path of the terminal that it was given. */
  readonly terminal: string | undefined
}
