/** Something that a start waits for. */
export interface StartGate {
  /** What is waited for, as the card shows it: `db to be ready`. */
  readonly waitingFor: string
  /** Settles when the start may go on or must not. Gives up at once when `over` is aborted. `say` renews the card's words. */
  pass(over: AbortSignal, say: (waitingFor: string) => void): Promise<GateAnswer>
}

export type GateAnswer = { readonly open: true } | { readonly open: false; readonly problem: string }

export const OPEN: GateAnswer = { open: true }
