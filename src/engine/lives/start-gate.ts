import type { Statement } from '@contract/statement'
/** Something that a start waits for. */
export interface StartGate {
  /** What is waited for. */
  readonly waitingFor: Statement
  /** Settles when the start may go on or must not. Gives up at once when `over` is aborted. `tell` renews what is waited for. */
  pass(over: AbortSignal, tell: (waitingFor: Statement) => void): Promise<GateAnswer>
}

export type GateAnswer = { readonly open: true } | { readonly open: false; readonly problem: Statement }

export const OPEN: GateAnswer = { open: true }
