import type { InnerStatement } from './inner-statement'
import type { NamedProcess } from './named-process'
import type { NoFacts } from './no-facts'

/** How it is known what became of a run that was open when an earlier Quiesce ended. */
export interface RecoveryStatements {
  readonly 'machine-started-again': NoFacts
  /** A process with the leader's number is there. `by`: what else of it is there beside its start time. */
  readonly 'leader-is-there': {
    readonly pid: number
    readonly by: 'mark' | 'output' | 'mark-overwritten' | 'mark-unreadable'
  }
  readonly 'leader-may-be-another': { readonly pid: number }
  readonly 'quiesce-started-inside': NoFacts
  /** `knownBy`: each by its mark, or some by a file that only the run was given. */
  readonly 'leader-gone-others-live': { readonly count: number; readonly knownBy: 'mark' | 'mark-or-file' }
  readonly 'watchdog-signalled-family': { readonly byForce: boolean }
  readonly 'number-given-away': { readonly pid: number }
  readonly 'no-number-or-mark-there': NoFacts
  /** Quiesce ended before the number was written down; `pids` have its output file open. */
  readonly 'number-not-written': { readonly pids: readonly number[] }
  readonly 'was-about-to-start': NoFacts
  readonly 'ended-with-quiesce': NoFacts
  /** `of-that-start`: a workload of that start of Quiesce had started them, it or another. */
  readonly 'started-by-workload': {
    readonly starter: 'own' | 'of-that-start'
    readonly processes: readonly NamedProcess[]
  }
  readonly 'found-alive-left-alone': NoFacts
  readonly 'gone-before-takeover': NoFacts
  readonly 'found-gone': { readonly seen: InnerStatement }
}
