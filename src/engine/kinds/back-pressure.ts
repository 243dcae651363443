import { deferred, type Deferred } from '@tools/deferred'
import { within } from '../clock/patience'

/** After the leader has left, output that is still in the pipes comes within this; then a grandchild holds them open. */
const IDLE_MS = 250
const AT_MOST_MS = 2_000
const LOOK_MS = 25
/** So long in all the end of a run waits for a disk that is behind. What comes after that may be lost, and is counted then. */
const HELD_AT_MOST_MS = 10_000

/** Whether we read on what a program prints, or wait for the disk, which is behind. */
export class BackPressure {
  readonly #apply: (paused: boolean) => void
  #resumed: Deferred<void> | undefined
  #heldMs = HELD_AT_MOST_MS
  #lastBytesAt = 0

  /** `apply` pauses what the bytes come from, or lets them come. */
  constructor(apply: (paused: boolean) => void) {
    this.#apply = apply
  }

  get paused(): boolean {
    return this.#resumed !== undefined
  }

  bytesCame(): void {
    this.#lastBytesAt = performance.now()
  }

  pause(paused: boolean): void {
    if (!paused) this.#letFlow()
    // Once the disk was waited for long enough, nothing is held back for it any more.
    else if (this.#heldMs > 0) {
      this.#resumed ??= deferred()
      this.#apply(true)
    }
  }

  /** Resolves when bytes may come: the disk has caught up, or it was waited for long enough. */
  async flowing(): Promise<void> {
    if (!this.#resumed) return
    const from = performance.now()
    await within(this.#heldMs, this.#resumed.promise)
    this.#heldMs -= performance.now() - from
    if (this.paused) this.#letFlow()
  }

  /** Waits until what was printed has arrived, or `closed` resolves. Silence counts only while we listen. */
  async drained(closed: Promise<void>): Promise<void> {
    const over = { closed: false }
    const closing = closed.then(() => void (over.closed = true))
    let giveUpAt = performance.now() + AT_MOST_MS
    this.#lastBytesAt = performance.now()
    while (!over.closed && (this.paused || this.#bytesMayCome(giveUpAt))) {
      const from = performance.now()
      if (!this.paused) await within(LOOK_MS, closing)
      else {
        await this.flowing()
        giveUpAt += performance.now() - from
        this.#lastBytesAt = performance.now()
      }
    }
  }

  #bytesMayCome(giveUpAt: number): boolean {
    const now = performance.now()
    return now < giveUpAt && now - this.#lastBytesAt < IDLE_MS
  }

  #letFlow(): void {
    this.#resumed?.resolve()
    this.#resumed = undefined
    this.#apply(false)
  }
}
