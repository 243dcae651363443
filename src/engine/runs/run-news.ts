import type { RunId } from '@contract/ids'
import type { RunSnapshot } from '@contract/run'
import { callSafely } from '../events/event-log'
import type { Run } from './run'

/** A run that prints is shown again at most this often; every other change is told in the turn in which it came. */
const PRINTED_EVERY_MS = 50

/** Tells those who listen what is new of the runs. What changes several times in one turn is told once, as it is then. */
export class RunNews {
  readonly #listeners = new Set<(run: RunSnapshot) => void>()
  readonly #goneListeners = new Set<(runId: RunId) => void>()
  readonly #changed = new Set<Run>()
  readonly #printed = new Set<Run>()
  #printedTimer: NodeJS.Timeout | undefined

  listen(listener: (run: RunSnapshot) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  listenForGone(listener: (runId: RunId) => void): () => void {
    this.#goneListeners.add(listener)
    return () => this.#goneListeners.delete(listener)
  }

  /** It is not in memory any more: nothing of it is told after this. */
  letGo(run: Run): void {
    this.#changed.delete(run)
    this.#printed.delete(run)
    for (const listener of this.#goneListeners) callSafely(listener, run.id)
  }

  changed(run: Run): void {
    this.#printed.delete(run)
    if (this.#listeners.size === 0) return
    if (this.#changed.size === 0) queueMicrotask(() => this.#tell(this.#changed))
    this.#changed.add(run)
  }

  printed(run: Run): void {
    run.touch()
    this.#printed.add(run)
    this.#printedTimer ??= setTimeout(() => {
      this.#printedTimer = undefined
      this.#tell(this.#printed)
    }, PRINTED_EVERY_MS)
  }

  close(): void {
    clearTimeout(this.#printedTimer)
  }

  #tell(runs: Set<Run>): void {
    const told = [...runs]
    runs.clear()
    for (const run of told) {
      const snapshot = run.snapshot()
      for (const listener of this.#listeners) callSafely(listener, snapshot)
    }
  }
}
