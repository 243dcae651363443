import type { StopPolicy, StopStep } from '@contract/stop'
import { deferred } from '@tools/deferred'
import { wallMs } from '../clock/clock'
import { patience, type Patience } from '../clock/patience'
import { inBackground } from '../in-background'
import type { Delivery } from '../kinds/task-kind'

/** A journal on a slow disk or a busy machine holds up a step for no longer than this. */
const PREPARING_AT_MOST_MS = 5_000

export interface LadderParts {
  readonly policy: StopPolicy
  /** Settles when nothing of the run is left. */
  readonly gone: Promise<unknown>
  /** Calls `prepared` when all that has to be done before is done, and the step is sent now. */
  deliver(step: StopStep, prepared: () => void): Promise<Delivery>
  /** A step is about to be sent. */
  onSend(step: StopStep, index: number): void
  /** It is known what became of a step that was sent. May come after a later step was sent. */
  onDelivery(step: StopStep, index: number, delivery: Delivery): void
}

export type LadderEnd = 'gone' | 'exhausted' | 'turned-down' | 'abandoned'

/** Walks a stop policy until the run is gone or the policy is exhausted. Knows nothing of kinds. */
export class StopLadder {
  readonly steps: StopPolicy
  readonly #parts: LadderParts
  readonly #sentAt: number[] = []
  #patience: Patience | undefined
  #abandoned = false
  #turnedDown = false
  #current = 0
  #nextAt = wallMs()

  constructor(parts: LadderParts) {
    this.steps = parts.policy
    this.#parts = parts
  }

  get current(): number {
    return this.#current
  }

  /** Wall clock: when the next step is due, or the last one's patience is out. */
  get nextAt(): number {
    return this.#nextAt
  }

  sentAt(index: number): number | undefined {
    return this.#sentAt[index]
  }

  async walk(): Promise<LadderEnd> {
    for (const [index, step] of this.steps.entries()) {
      this.#current = index
      this.#sentAt[index] = wallMs()
      this.#nextAt = wallMs() + step.patienceMs
      const { prepared, turnedDown } = this.#deliver(step, index)
      const over = Promise.race([this.#parts.gone, turnedDown])
      // What is done before the signal costs the program none of the time that it is given.
      this.#patience = patience(PREPARING_AT_MOST_MS, Promise.race([prepared, over]))
      this.#parts.onSend(step, index)
      const begun = await this.#patience.ended
      if (this.#isAbandoned()) return 'abandoned'
      if (begun === 'hurried') continue
      this.#nextAt = wallMs() + step.patienceMs
      this.#patience = patience(step.patienceMs, over)
      const end = await this.#patience.ended
      if (this.#isAbandoned()) return 'abandoned'
      if (this.#turnedDown) return 'turned-down'
      if (end === 'event') return 'gone'
    }
    return 'exhausted'
  }

  /** Goes to the next step now. */
  hurry(): void {
    this.#patience?.hurry()
  }

  /** A harder control takes over. */
  abandon(): void {
    this.#abandoned = true
    this.hurry()
  }

  /** Read anew at every call: it may happen during any wait. */
  #isAbandoned(): boolean {
    return this.#abandoned
  }

  /** `turnedDown` settles only if the body turned the control down; otherwise the wait is left to `gone`. */
  #deliver(step: StopStep, index: number): { readonly prepared: Promise<void>; readonly turnedDown: Promise<void> } {
    const prepared = deferred()
    const turnedDown = deferred()
    const told = this.#parts.deliver(step, prepared.resolve).then((delivery) => {
      prepared.resolve()
      this.#parts.onDelivery(step, index, delivery)
      if (delivery.refusal === undefined) return
      this.#turnedDown = true
      turnedDown.resolve()
    })
    inBackground(told, 'sending a step of a stop')
    return { prepared: prepared.promise, turnedDown: turnedDown.promise }
  }
}
