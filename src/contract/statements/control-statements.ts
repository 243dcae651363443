import type { Control, Kind } from '../kind'
import type { Outcome } from '../outcome'
import type { NoFacts } from './no-facts'

/** Why a control is not offered, or what was answered to it. */
export interface ControlStatements {
  readonly 'joins-first-ask': NoFacts
  readonly 'just-begun': NoFacts
  readonly 'no-stop-to-hurry': NoFacts
  readonly 'run-not-known': { readonly runId: string }
  readonly 'run-already-ended': { readonly outcome: Outcome; readonly control: Control }
  readonly 'on-board-already': NoFacts
  readonly 'run-not-started': NoFacts
  readonly 'nobody-reads-any-more': NoFacts
  readonly 'cannot-be-cancelled': { readonly kind: 'thread' | 'process' | 'future' }
  readonly 'future-already-running': NoFacts
  readonly 'thread-can-be-stopped-only': NoFacts
  readonly 'stopped-by-cancelling': { readonly kind: 'coroutine' | 'timer' }
  readonly 'timer-has-elapsed': NoFacts
  readonly 'close-ignored': { readonly next: 'gave-value' | 'return-gave-value' }
  readonly 'has-no-input': { readonly kind: Kind }
  readonly 'has-no-terminal': NoFacts
  readonly 'text-too-long': { readonly characters: number; readonly most: number }
  readonly 'size-out-of-range': {
    readonly field: string
    readonly got: number
    readonly least: number
    readonly most: number
  }
  readonly 'not-asked-to-follow': NoFacts
}
