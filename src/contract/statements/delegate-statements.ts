import type { NoFacts } from './no-facts'

/** What became of work that was handed over. */
export interface DelegateStatements {
  /** It was meant to hand something over: its daemon was asked. */
  readonly 'daemon-knows-nothing': NoFacts
  readonly 'delegates-seen': { readonly delegates: readonly { readonly name: string; readonly evidence: string }[] }
}
