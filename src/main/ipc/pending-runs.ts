import type { RunId } from '@contract/ids'
import type { RunSnapshot } from '@contract/run'
import { type RunOutline, sameOutline } from '@contract/run-outline'

/** So many runs that nobody looks at, and that did nothing but print, go with one push; the others wait for their turn. */
export const UNWATCHED_A_PUSH = 8

/**
 * The latest snapshot of each run that a window has not been sent yet. What the page shows goes with the next push, and so does
 * every run whose outline changed. A thousand that print would fill each push with cards that are out of view.
 */
export class PendingRuns {
  readonly #waiting = new Map<RunId, RunSnapshot>()
  readonly #urgent = new Set<RunId>()
  /** Of the runs that are alive: what was added last. */
  readonly #outlines = new Map<RunId, RunOutline>()
  #watched: ReadonlySet<RunId> = new Set()

  get size(): number {
    return this.#waiting.size
  }

  get isUrgent(): boolean {
    return this.#urgent.size > 0
  }

  add(run: RunSnapshot): void {
    const known = this.#waiting.get(run.id)
    if (known !== undefined && known.revision > run.revision) return
    this.#waiting.set(run.id, run)
    const last = this.#outlines.get(run.id)
    if (last === undefined || !sameOutline(last, run)) this.#urgent.add(run.id)
    if (run.phase === 'ended') this.#outlines.delete(run.id)
    else this.#outlines.set(run.id, run)
  }

  remove(runId: RunId): void {
    this.#waiting.delete(runId)
    this.#urgent.delete(runId)
    this.#outlines.delete(runId)
  }

  watch(runIds: readonly RunId[]): void {
    this.#watched = new Set(runIds)
  }

  /** What goes with the next push. Who waits longest comes first: a later snapshot keeps the place of the one before. */
  take(): readonly RunSnapshot[] {
    let room = UNWATCHED_A_PUSH
    const taken: RunSnapshot[] = []
    for (const [id, run] of this.#waiting) {
      const wanted = this.#urgent.has(id) || this.#watched.has(id)
      if (!wanted && room === 0) continue
      if (!wanted) room -= 1
      taken.push(run)
    }
    for (const { id } of taken) this.#waiting.delete(id)
    this.#urgent.clear()
    return taken
  }

  /** A page has loaded: it will ask for a snapshot, and say what it shows. */
  clear(): void {
    this.#waiting.clear()
    this.#urgent.clear()
    this.#watched = new Set()
  }
}
