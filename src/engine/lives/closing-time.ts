import type { CloseOptions } from '@contract/engine'
import { monotonicMs } from '../clock/clock'
import { within } from '../clock/patience'

/** Of a limit, what is kept for the journal and the folders after the last run, and for force before that. */
const TIDY_SHARE = { part: 4, atMostMs: 1_000 } as const
const FORCE_SHARE = { part: 3, atMostMs: 2_000 } as const
/** Without a limit, one step of the tidying (a host that ends, a journal that is closed) may take this long. */
const STEP_WITHIN_MS = 5_000
/** Node turns a longer timer into one of a millisecond. */
const LONGEST_TIMER_MS = 2_147_483_647

/** How long a close may take. It may be asked again while it is under way: then the shorter time counts, and force stays force. */
export class ClosingTime {
  readonly #force = new AbortController()
  readonly #hosts = new AbortController()
  readonly #leave = new AbortController()
  readonly #timers: NodeJS.Timeout[] = []
  #deadline = Infinity

  /** Aborted when nobody is asked politely any more. */
  get force(): AbortSignal {
    return this.#force.signal
  }

  /** Aborted when a host that has not ended its workloads is ended itself: in time for these to be looked after, and their receipts. */
  get hosts(): AbortSignal {
    return this.#hosts.signal
  }

  /** Aborted when nobody is waited for any more. */
  get leave(): AbortSignal {
    return this.#leave.signal
  }

  limit({ how, withinMs: asked }: CloseOptions): void {
    if (how === 'terminate') this.#force.abort()
    // A limit that no clock reaches is none.
    if (asked === undefined || Number.isNaN(asked) || asked === Infinity) return
    const withinMs = Math.min(Math.max(asked, 0), LONGEST_TIMER_MS)
    const leaveMs = withinMs - Math.min(TIDY_SHARE.atMostMs, withinMs / TIDY_SHARE.part)
    const forceMs = leaveMs - Math.min(FORCE_SHARE.atMostMs, leaveMs / FORCE_SHARE.part)
    this.#timers.push(
      // First: where there is no time at all, nobody is ended by force in the moment in which nobody is waited for any more.
      setTimeout(() => this.#leave.abort(), leaveMs),
      setTimeout(() => this.#hosts.abort(), (forceMs + leaveMs) / 2),
      setTimeout(() => this.#force.abort(), forceMs),
    )
    this.#deadline = Math.min(this.#deadline, monotonicMs() + withinMs)
  }

  /** Waits for one of the `steps` that are left to do, at most for its share of the time. False when it was not done by then. */
  async allows(work: Promise<unknown>, steps: number): Promise<boolean> {
    const left = Math.max(0, this.#deadline - monotonicMs())
    const done = work.then(() => true)
    return (await within(Math.min(STEP_WITHIN_MS, left / steps), done)) ?? false
  }

  over(): void {
    for (const timer of this.#timers) clearTimeout(timer)
  }
}
