import type { RunId } from '@contract/ids'
import type { RunSnapshot } from '@contract/run'
import { Emitter } from '@tools/emitter'
import { listenerFailed } from '../in-background'
import type { Run } from './run'

/** A run that prints is shown again at most this often; every other change is told in the turn in which it came. */
const PRINTED_EVERY_MS = 50

/** Tells those who listen what is new of the runs. What changes several times in one turn is told once, as it is then. */
export class RunNews {
  readonly #told = new Emitter<RunSnapshot>(listenerFailed)
  readonly #gone = new Emitter<RunId>(listenerFailed)
  readonly #changed = new Set<Run>()
  readonly #printed = new Set<Run>()
  #printedTimer: NodeJS.Timeout | undefined

  listen(listener: (run: RunSnapshot) => void): () => void {
    return this.#told.listen(listener)
  }

  listenForGone(listener: (runId: RunId) => void): () => void {
    return this.#gone.listen(listener)
  }

  /** It is not in memory any more: nothing of it is told after this. */
  letGo(run: Run): void {
    this.#changed.delete(run)
    this.#printed.delete(run)
    this.#gone.emit(run.id)
  }

  changed(run: Run): void {
    this.#printed.delete(run)
    if (this.#told.listeners === 0) return
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
    for (const run of told) this.#told.emit(run.snapshot())
  }
}
