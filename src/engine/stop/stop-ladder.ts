import type { StopPolicy, StopStep } from '@contract/stop'
import { wallMs } from '../clock/clock'
import { patience, type Patience } from '../clock/patience'
import type { Delivery } from '../kinds/task-kind'

export interface LadderParts {
  readonly policy: StopPolicy
  /** Settles when nothing of the run is left. */
  readonly gone: Promise<unknown>
  deliver(step: StopStep): Promise<Delivery>
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
      this.#patience = patience(step.patienceMs, Promise.race([this.#parts.gone, this.#turnDownOf(step, index)]))
      this.#parts.onSend(step, index)
      const end = await this.#patience.ended
      if (this.#abandoned) return 'abandoned'
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

  /** Delivers a step and settles only if the body turned the control down; otherwise it leaves the wait to `gone`. */
  #turnDownOf(step: StopStep, index: number): Promise<void> {
    return new Promise((resolve) => {
      void this.#parts.deliver(step).then((delivery) => {
        this.#parts.onDelivery(step, index, delivery)
        if (delivery.refusal === undefined) return
        this.#turnedDown = true
        resolve()
      })
    })
  }
}
