import type { DelegateExit } from '../delegate-exit'
import type { Control } from '../kind'
import type { InnerStatement } from './inner-statement'
import type { NamedProcess } from './named-process'
import type { RefusalCode, StopMessage } from '../stop'
import type { NoFacts } from './no-facts'

/** The steps of a receipt that "nothing left behind" stands on. */
export const CLEAN_STANDS_ON = ['family-gone', 'ports-free', 'files-clean', 'delegates-gone'] as const

/** A receipt in one line. These are clauses: without a capital and a full stop, but where a whole sentence says it. Times in ms. */
export interface SummaryStatements {
  /** InnerStatement one after the other, as clauses of one sentence. */
  readonly clauses: { readonly clauses: readonly InnerStatement[] }
  readonly 'unknown-because': { readonly why: InnerStatement }
  /** Nobody was there to see the end. `found`: what could be seen afterwards. */
  readonly 'end-unknown': { readonly found: InnerStatement; readonly open?: InnerStatement }
  readonly 'has-failed': NoFacts
  readonly 'processes-gone-after': { readonly ms: number }
  readonly 'ended-by-itself': NoFacts
  /** `unseen`: a step that "nothing left behind" stands on, and that was not seen. */
  readonly 'ended-clean-by-itself': {
    readonly who: 'run' | 'family'
    readonly unseen?: (typeof CLEAN_STANDS_ON)[number]
  }
  readonly 'ended-by-itself-after-ask': { readonly ms: number; readonly control?: Control }
  readonly 'clean-after': { readonly ms: number }
  readonly 'forced-after': { readonly ms: number; readonly why: InnerStatement }
  readonly 'step-not-enough': { readonly send?: StopMessage }
  readonly 'forced-at-once': { readonly ms: number }
  readonly 'cut-short': { readonly ms: number; readonly byForce: boolean }
  readonly 'things-left': { readonly count: number; readonly names: readonly string[] }
  readonly 'refused-ended-itself': { readonly refusal?: RefusalCode }
  readonly 'swallowed-returned': { readonly ms: number }
  readonly 'left-listening': {
    readonly processes: readonly NamedProcess[]
    readonly ports: readonly number[]
    readonly alive: boolean
  }
  /** `forced`: how many were ended by force, `forcedAfterMs` after the ask. `denied`: how many could not be signalled, and ended. */
  readonly 'survivors-summary': {
    readonly processes: readonly NamedProcess[]
    readonly state: 'left-alone' | 'alive' | 'ended'
    readonly forced: number
    readonly forcedAfterMs?: number
    readonly denied?: number
  }
  readonly 'delegates-open': { readonly running: readonly string[]; readonly unknown: readonly string[] }
  readonly 'delegates-over': { readonly delegates: readonly { readonly name: string; readonly exit?: DelegateExit }[] }
}
