import type { RunId } from '@contract/ids'

export interface Queued {
  /** True when this call took the future out of the queue: it certainly never starts. False: it has begun, or is over. */
  withdraw(): boolean
  /** Says so when this future changed the executor's number of workers. */
  readonly note?: string
}

/** The queue of one executor: at most `maxWorkers` futures have begun and not finished, in the order of their coming. */
export class Executor {
  readonly #name: string
  readonly #pending = new Map<RunId, () => void>()
  readonly #begun = new Set<RunId>()
  #maxWorkers: number | undefined

  constructor(name: string) {
    this.#name = name
  }

  get pending(): readonly RunId[] {
    return [...this.#pending.keys()]
  }

  /**
   * `begin` is called once, when there is a worker for the future: before this returns, where one is free.
   * Tasks that name one executor with different numbers: the latest counts. More workers take up pending futures at
   * once; fewer let those that run finish first.
   */
  enqueue(runId: RunId, maxWorkers: number, begin: () => void): Queued {
    const before = this.#maxWorkers
    this.#maxWorkers = maxWorkers
    this.#pending.set(runId, begin)
    this.#beginNext()
    const changed = before !== undefined && before !== maxWorkers
    return {
      withdraw: () => this.#pending.delete(runId),
      ...(changed ? { note: `executor ${this.#name}: ${sayWorkers(maxWorkers)} from now on, before ${before}` } : {}),
    }
  }

  /** The future is over, however it ended: its worker is free. */
  finished(runId: RunId): void {
    this.#begun.delete(runId)
    this.#pending.delete(runId)
    this.#beginNext()
  }

  #beginNext(): void {
    for (const [runId, begin] of this.#pending) {
      if (this.#begun.size >= (this.#maxWorkers ?? 1)) return
      this.#pending.delete(runId)
      this.#begun.add(runId)
      begin()
    }
  }
}

/** Every executor by name; one is made when it is first named. */
export class Executors {
  readonly #named = new Map<string, Executor>()

  named(name: string): Executor {
    const known = this.#named.get(name) ?? new Executor(name)
    this.#named.set(name, known)
    return known
  }
}

function sayWorkers(count: number): string {
  return count === 1 ? '1 worker' : `${count} workers`
}
