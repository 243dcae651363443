const MOST_RELOADS = 3
const WITHIN_MS = 60_000

/** Counts reloads after a crash, so that a page that always crashes does not reload for ever. `now` is monotonic, in ms. */
export class ReloadBudget {
  readonly #now: () => number
  #spent: number[] = []

  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  /** True and counted while there are reloads left: three in any 60 seconds. */
  spend(): boolean {
    const now = this.#now()
    this.#spent = this.#spent.filter((at) => now - at < WITHIN_MS)
    if (this.#spent.length >= MOST_RELOADS) return false
    this.#spent.push(now)
    return true
  }
}
