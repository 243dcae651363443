import type { Kind, WorkloadKind } from '../kind'
import type { StopMessage } from '../stop'
import type { NoFacts } from './no-facts'

/** How a host process ended. `detail` is the line of its standard error that names the cause. */
export interface HostExitFact {
  readonly code: number | null
  readonly signal: string | null
  readonly detail?: string
}

/** How a workload in a worker thread, and a timer, took what was sent and came to its end. */
export interface WorkloadStatements {
  readonly 'nothing-was-started': NoFacts
  readonly 'already-ended-when-asked': NoFacts
  readonly 'ended-while-asked': NoFacts
  readonly 'withdrawn-before-host': NoFacts
  readonly 'terminated-and-gone': { readonly ms: number }
  readonly 'still-in-native-code': { readonly afterMs: number }
  readonly 'host-seen-to-exit': { readonly exit: HostExitFact }
  readonly 'host-ended-by-us': NoFacts
  readonly 'host-was-gone': NoFacts
  readonly 'posted-not-taken': { readonly afterMs: number }
  readonly 'worker-cannot-take': { readonly kind: Kind; readonly message: Exclude<StopMessage, 'ask' | 'terminate'> }
  readonly 'thread-in-native-code': NoFacts
  readonly 'cancellation-raised-goes-on': NoFacts
  readonly 'saw-ask-not-returned': { readonly kind: WorkloadKind }
  readonly 'not-seen-to-look': { readonly kind: WorkloadKind }
  readonly 'asked-in-shared-memory': {
    readonly kind: 'thread' | 'future' | 'coroutine'
    /** It had been asked before. */
    readonly again: boolean
  }
  readonly 'thread-told-to-end': NoFacts
  readonly 'terminated-before-thread': NoFacts
  readonly 'thread-terminated': NoFacts
  readonly 'thread-exit-seen': NoFacts
  readonly 'thread-free-again': NoFacts
  /** `leftovers`: kinds of resources that kept the thread alive after its body had finished. */
  readonly 'kept-alive-terminated': { readonly leftovers: readonly string[]; readonly afterMs: number }
  readonly 'body-never-ran': NoFacts
  readonly 'body-returned': NoFacts
  readonly 'body-threw': NoFacts
  readonly 'body-crashed': { readonly by: 'exception' | 'rejection' }
  readonly 'cancelled-before-begin': NoFacts
  readonly 'cancellation-went-through': NoFacts
  readonly 'cancellation-swallowed': NoFacts
  readonly 'shielded-promise-failed': { readonly error: string }
  readonly 'abort-honoured': NoFacts
  readonly 'signal-read-aborted': NoFacts
  readonly 'abort-listener-called': NoFacts
  readonly 'stop-event-read': NoFacts
  readonly 'stop-event-waited': NoFacts
  readonly 'cancellation-raised': NoFacts
  readonly 'iterator-without-return': { readonly pulled: number }
  readonly 'return-honoured': { readonly pulled: number }
  readonly 'return-threw': NoFacts
  readonly 'return-ignored': { readonly next: 'gave-value' | 'return-gave-value' }
  readonly 'nothing-to-pull': NoFacts
  readonly 'result-not-json': { readonly why: string }
  readonly 'result-cut': { readonly shown: number; readonly of: number }
  readonly 'timer-elapsed': NoFacts
  readonly 'timer-action-ran': NoFacts
  readonly 'timer-already-elapsed': NoFacts
  readonly 'timer-cleared': NoFacts
  readonly 'timer-cleared-in-time': NoFacts
}
