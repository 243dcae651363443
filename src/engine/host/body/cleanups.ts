import { describeError } from './describe-error'
import type { Telling } from './telling'

const CLEANUP_LIMIT_MS = 5_000
const MAX_CLEANUPS = 1_000

/** The cleanups that a workload registered: run once, last registered first, each on its own. */
export class Cleanups {
  readonly #telling: Telling
  #registered: { name: string; run: () => unknown }[] = []
  #closed = false

  constructor(telling: Telling) {
    this.#telling = telling
  }

  add(name: unknown, run: () => unknown): void {
    if (typeof run !== 'function') throw new TypeError(`ctx.cleanup(${JSON.stringify(name)}) got no function to run`)
    if (this.#closed) throw new Error(`ctx.cleanup(${JSON.stringify(name)}) came after the cleanups had run`)
    if (this.#registered.length === MAX_CLEANUPS)
      throw new RangeError(`more than ${MAX_CLEANUPS} cleanups were registered`)
    this.#registered.push({ name: String(name), run })
  }

  async runAll(): Promise<void> {
    // A cleanup may register a further one: it runs next.
    for (let next = this.#registered.pop(); next; next = this.#registered.pop()) await this.#runOne(next.name, next.run)
    this.#closed = true
  }

  async #runOne(name: string, run: () => unknown): Promise<void> {
    this.#telling.tell({ type: 'cleanup', name, state: 'started' })
    let timer: NodeJS.Timeout | undefined
    const limit = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new Error(`it did not finish within ${CLEANUP_LIMIT_MS / 1000} s`)),
        CLEANUP_LIMIT_MS,
      )
    })
    try {
      await Promise.race([settled(run), limit])
      this.#telling.tell({ type: 'cleanup', name, state: 'finished' })
    } catch (error) {
      this.#telling.tell({ type: 'cleanup', name, state: 'failed', error: describeError(error) })
    } finally {
      clearTimeout(timer)
    }
  }
}

async function settled(run: () => unknown): Promise<void> {
  await run()
}
