import type { HostMessage, RunFact, RunFactOf } from '../host-protocol'

/** About one frame: the engine is woken at most sixty times a second, whatever the workloads tell. */
const GATHER_MS = 16

/** Gathers facts and sends them in the order in which they happened. Bounded by the windows of the runs. */
export class FactBatch {
  readonly #send: (message: HostMessage) => void
  #facts: RunFactOf[] = []
  #timer: NodeJS.Timeout | undefined
  #sentAt = 0

  constructor(send: (message: HostMessage) => void) {
    this.#send = send
  }

  push(runId: string, fact: RunFact): void {
    if (!this.#mergeWithLast(runId, fact)) this.#facts.push({ runId, fact })
    // An answer's time and an end's time stand in the receipt, and neither can flood.
    if (fact.type === 'answer' || fact.type === 'ended') return this.flush()
    // The first fact after a silence leaves in the next turn, so that what a person asked is answered at once.
    const wait = performance.now() - this.#sentAt > GATHER_MS ? 0 : GATHER_MS
    this.#timer ??= setTimeout(() => this.flush(), wait)
  }

  flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#facts.length === 0) return
    const facts = this.#facts
    this.#facts = []
    this.#sentAt = performance.now()
    this.#send({ type: 'facts', facts })
  }

  #mergeWithLast(runId: string, fact: RunFact): boolean {
    const last = this.#facts.at(-1)
    if (last?.runId !== runId || last.fact.type !== 'log' || fact.type !== 'log') return false
    last.fact.lines.push(...fact.lines)
    last.fact.cost += fact.cost
    return true
  }
}
