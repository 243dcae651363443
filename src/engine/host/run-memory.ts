/** How much of what a run tells may be on its way to the engine at once: what comes on top is dropped and counted. */
const WINDOW_BYTES = 256 * 1024

const ASKED = 0
const IN_FLIGHT = 1
const DROPPED = 2
const PROGRESS_POSTED = 3
const PROGRESS_OFFSET = 16
const SIZE = 24

/** The memory that a run's worker thread and the host share: it works while either side is busy. */
export class RunMemory {
  readonly shared: SharedArrayBuffer
  readonly #cells: Int32Array
  readonly #progress: Float64Array

  constructor(shared = new SharedArrayBuffer(SIZE)) {
    this.shared = shared
    this.#cells = new Int32Array(shared, 0, 4)
    this.#progress = new Float64Array(shared, PROGRESS_OFFSET, 1)
  }

  /** Sets the stop event and wakes whoever waits for it. False when it was set before. */
  ask(): boolean {
    const first = Atomics.exchange(this.#cells, ASKED, 1) === 0
    Atomics.notify(this.#cells, ASKED)
    return first
  }

  isAsked(): boolean {
    return Atomics.load(this.#cells, ASKED) === 1
  }

  /** Blocks the calling thread. True when it was asked. */
  waitUntilAsked(ms: number): boolean {
    Atomics.wait(this.#cells, ASKED, 0, ms)
    return this.isAsked()
  }

  /** Takes room in the window for something that is about to be sent. False: there is none, drop it. */
  admit(cost: number): boolean {
    if (Atomics.load(this.#cells, IN_FLIGHT) >= WINDOW_BYTES) return false
    Atomics.add(this.#cells, IN_FLIGHT, cost)
    return true
  }

  /** Gives room back: the engine has taken what was sent. */
  giveBack(cost: number): void {
    Atomics.sub(this.#cells, IN_FLIGHT, cost)
  }

  countDropped(lines: number): void {
    Atomics.add(this.#cells, DROPPED, lines)
  }

  takeDropped(): number {
    return Atomics.exchange(this.#cells, DROPPED, 0)
  }

  /** Keeps the newest value. True when the host must be told: it has read the one before. */
  putProgress(value: number): boolean {
    this.#progress[0] = value
    return Atomics.exchange(this.#cells, PROGRESS_POSTED, 1) === 0
  }

  takeProgress(): number {
    // In this order: a value put after the exchange is posted anew, so the last one is never lost.
    Atomics.exchange(this.#cells, PROGRESS_POSTED, 0)
    return this.#progress[0] ?? 0
  }
}
