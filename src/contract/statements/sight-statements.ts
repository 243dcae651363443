import type { NoFacts } from './no-facts'

/** What cannot be seen or done for a run, and what holds its family together. */
export interface SightStatements {
  readonly 'own-programs-unmarked': { readonly marks: 'seen' | 'not-seen' }
  readonly 'output-unbounded-while-away': NoFacts
  readonly 'no-events-where-kept': NoFacts
  readonly 'process-limit-binds-nobody': NoFacts
  readonly 'started-by-others-outside': NoFacts
  readonly 'emptied-environment-unseen': NoFacts
  readonly 'hidden-environment-found-otherwise': NoFacts
  readonly 'ports-and-signals-unseen': NoFacts
  readonly 'marks-of-guarded-unseen': NoFacts
  readonly 'no-polite-signal': NoFacts
  readonly 'orphan-grandchild-unseen': NoFacts
  readonly 'ports-unseen-yet': NoFacts
  readonly 'family-found-by': { readonly by: 'namespace' | 'parents' | 'group-mark-parents' }
  /** An earlier engine started it. */
  readonly 'family-found-alive': NoFacts
}
