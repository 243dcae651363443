import type { RunId, TaskId } from './ids'
import type { Kind } from './kind'
import type { Receipt } from './receipt'
import type { RecoveredRun, RecoveryChoice } from './recovered'
import type { Phase } from './run'
import type { Outcome } from './outcome'
import type { ControlAnswer } from './control-answer'

/** One run of a task, of this start of the app or an earlier one, as the journal has it. */
export interface EarlierRun {
  readonly id: RunId
  readonly taskId: TaskId
  readonly name: string
  readonly kind: Kind
  readonly phase: Phase
  readonly createdAt: number
  readonly startedAt?: number
  readonly endedAt?: number
  readonly outcome?: Outcome
  /** Absent where the run has not ended, or nobody was there to see it end. */
  readonly receipt?: Receipt
  /** What it printed, as far as that is known. Only where one run was asked for. */
  readonly outputBytes?: number
}

/** How the stops of a task went. Only what was asked politely and has ended counts. */
export interface StopRecord {
  readonly stops: number
  readonly clean: number
  /** Milliseconds from asked to the complete receipt. Absent where there was no stop. */
  readonly medianMs?: number
  readonly p95Ms?: number
  /** `38 of 40 stops were clean.` */
  readonly sentence: string
}

export interface TaskHistory {
  readonly taskId: TaskId
  /** Newest first. */
  readonly runs: readonly EarlierRun[]
  readonly record: StopRecord
}

/** What earlier starts left behind: the part of `Commands` that the journal answers. */
export interface HistoryCommands {
  getHistory: { request: { taskId: TaskId; limit?: number }; value: TaskHistory }
  /** One run of any start of the app, with its receipt: also of one that is on no board any more. */
  getEarlierRun: { request: { runId: RunId }; value: EarlierRun }
  getRecovered: { request: undefined; value: readonly RecoveredRun[] }
  recoverRun: { request: { runId: RunId; choice: RecoveryChoice }; value: ControlAnswer }
}

export interface ReceiptComparison {
  readonly change: 'better' | 'same' | 'worse'
  /** `Yesterday 0.4 s, clean; today 10.0 s, forced.` */
  readonly sentence: string
}
