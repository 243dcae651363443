import type { RunId, TaskId } from './ids'
import type { Kind } from './kind'
import type { Statement } from './statement'

export const RECOVERY_CHOICES = ['adopt', 'stop', 'leave'] as const
/** `adopt`: it is on the board again. `stop`: adopt it, and stop it by its policy. `leave`: it goes on, and Quiesce forgets it. */
export type RecoveryChoice = (typeof RECOVERY_CHOICES)[number]

/** A run that was open when an earlier Quiesce ended without taking leave of it, and what became of it. */
export interface RecoveredRun {
  readonly id: RunId
  readonly taskId: TaskId
  readonly name: string
  readonly kind: Kind
  readonly startedAt?: number
  /** `unknown`: a process has its number and start time, and nothing else of it: it may be another's, and is not touched. */
  readonly found: 'ended-by-watchdog' | 'alive' | 'gone' | 'unknown'
  /** How that is known. */
  readonly evidence: Statement
  /** Its living processes, for `alive`. */
  readonly processes: readonly { readonly pid: number; readonly command: string }[]
  /** What the person decided; only for `alive`. */
  readonly decided?: RecoveryChoice
}
