import { deferred } from '@tools/deferred'
import type { Statement } from '@contract/statement'
import type { RunMemory } from '../run-memory'
import { CancelledError } from './cancelled-error'
import { sharedSignal, type SharedSignal } from './shared-signal'

/** Delivers a coroutine's cancellation: once, at its next await of `sleep` or `shield`, or through an abort listener. */
export class Cancellation {
  readonly #memory: RunMemory
  readonly #onRaised: (how: Statement) => void
  readonly #waiting = new Set<(error: CancelledError) => void>()
  readonly #shielded = new Set<Promise<unknown>>()
  readonly #shared: SharedSignal
  #raised = false
  #closed = false

  constructor(memory: RunMemory, onSeen: (how: Statement) => void) {
    this.#memory = memory
    this.#onRaised = onSeen
    this.#shared = sharedSignal(
      memory,
      () => new CancelledError(),
      () => onSeen({ code: 'signal-read-aborted' }),
    )
  }

  get raised(): boolean {
    return this.#raised
  }

  get signal(): AbortSignal {
    return this.#shared.signal
  }

  /** Called when the event loop has heard of the cancellation. */
  heard(): void {
    const listened = this.#shared.refresh()
    if (this.#closed || this.#raised) return
    if (listened) this.#raise({ code: 'abort-listener-called' })
    if (this.#waiting.size === 0) return
    this.#raise({ code: 'cancellation-raised' })
    for (const reject of [...this.#waiting]) reject(new CancelledError())
  }

  /** Waits for `work`, unless a cancellation is raised first. */
  async wait<Value>(work: (ended: AbortSignal) => PromiseLike<Value>): Promise<Value> {
    if (this.#memory.isAsked() && !this.#raised && !this.#closed) {
      if (this.#shared.refresh()) this.#raise({ code: 'abort-listener-called' })
      this.#raise({ code: 'cancellation-raised' })
      throw new CancelledError()
    }
    const over = new AbortController()
    const cancelled = deferred<never>()
    this.#waiting.add(cancelled.reject)
    try {
      return await Promise.race([work(over.signal), cancelled.promise])
    } finally {
      this.#waiting.delete(cancelled.reject)
      over.abort()
    }
  }

  shield<Value>(promise: PromiseLike<Value>): Promise<Value> {
    const inner = Promise.resolve(promise)
    this.#shielded.add(inner)
    const forget = (): void => void this.#shielded.delete(inner)
    inner.then(forget, forget)
    return this.wait(() => inner)
  }

  /** The body is over: what it shielded goes on to its end, and nothing is raised any more. */
  async close(): Promise<readonly PromiseRejectedResult[]> {
    this.#closed = true
    const ends = await Promise.allSettled([...this.#shielded])
    return ends.filter((end) => end.status === 'rejected')
  }

  #raise(how: Statement): void {
    if (!this.#raised) this.#onRaised(how)
    this.#raised = true
  }
}
