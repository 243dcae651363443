import type { Control } from '../kind'
import type { ExitFact } from '../outcome'
import type { StopOrigin } from '../stop'
import type { NoFacts } from './no-facts'

/** What a step of a receipt rests on, where it is known from the run's own course. */
export interface ReceiptStatements {
  readonly 'never-started': NoFacts
  readonly 'nobody-asked': NoFacts
  /** `reason` is what the person or the program that asked gave as one. */
  readonly 'control-asked': { readonly control: Control; readonly origin: StopOrigin; readonly reason?: string }
  readonly 'withdrawn-while-waiting': NoFacts
  readonly 'withdrawn-before-delivery': NoFacts
  readonly 'arrival-not-told': NoFacts
  readonly 'nobody-to-deliver-to': NoFacts
  readonly 'cleanup-began': { readonly name: string }
  readonly 'nothing-sent': NoFacts
  readonly 'nothing-reached-it': NoFacts
  readonly 'force-asks-nobody': NoFacts
  readonly 'timer-runs-nothing': NoFacts
  readonly 'body-not-seen-to-look': NoFacts
  readonly 'end-told-to-parent-only': NoFacts
  /** SIGKILL ended it: what it did with the step before is not known. */
  readonly 'killed-before-it-told': NoFacts
  readonly 'ended-by-signal-not-ours': { readonly signal: string }
  /** Inferred: no handler took the signal. */
  readonly 'ended-by-the-signal': { readonly signal: string }
  /** Inferred: it left with an exit code of its own after it was asked. */
  readonly 'exited-after-ask': { readonly exit: ExitFact }
  readonly 'program-does-not-tell': NoFacts
  readonly 'cleanups-told': { readonly names: readonly string[]; readonly state: 'started' | 'finished' }
  readonly 'cleanups-unfinished': { readonly names: readonly string[] }
  readonly 'cleanup-failed': { readonly name: string; readonly error: string }
  readonly 'force-left-no-cleanup': NoFacts
  readonly 'program-tells-no-cleanup': NoFacts
  readonly 'timer-has-no-cleanup': NoFacts
  readonly 'no-cleanup-registered': NoFacts
  readonly 'run-went-on': NoFacts
  readonly 'end-not-seen': NoFacts
  readonly 'has-no-processes': NoFacts
  readonly 'handed-nothing-over': NoFacts
  readonly 'cannot-hold-ports': NoFacts
  readonly 'end-not-seen-at-all': NoFacts
  /** Quiesce had ended before. */
  readonly 'nobody-there-to-see': NoFacts
}
