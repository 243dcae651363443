/** Of the one shared number: whether the thread is inside the library, and whether it may still go there. */
const OUTSIDE = 0
const INSIDE = 1
const CLOSED = 2

/** Leaving waits no longer than this for a disk. */
const LEAVE_WITHIN_MS = 300

/**
 * The SQLite library aborts the whole process when its thread is stopped inside one of its calls, as `process.exit()` does. So
 * the thread says when it is inside, and whoever leaves waits for it, and lets it in no more.
 */
export class NativeCalls {
  readonly #state: Int32Array

  constructor(shared: SharedArrayBuffer) {
    this.#state = new Int32Array(shared)
  }

  /** In the thread: `work` calls the library. Throws where the process leaves already. */
  during<Result>(work: () => Result): Result {
    if (Atomics.compareExchange(this.#state, 0, OUTSIDE, INSIDE) !== OUTSIDE) throw new Error('the process is leaving')
    try {
      return work()
    } finally {
      Atomics.store(this.#state, 0, OUTSIDE)
      Atomics.notify(this.#state, 0)
    }
  }

  /** In the main thread, before its last turn is over. Blocks for 300 ms at most. */
  close(): void {
    const giveUpAt = performance.now() + LEAVE_WITHIN_MS
    while (Atomics.compareExchange(this.#state, 0, OUTSIDE, CLOSED) === INSIDE) {
      const left = giveUpAt - performance.now()
      if (left <= 0) return
      Atomics.wait(this.#state, 0, INSIDE, left)
    }
  }
}

const open = new Set<NativeCalls>()

/** What a new thread of the library is given. `over` is called when the thread has ended. */
export function watchedCalls(): { readonly shared: SharedArrayBuffer; readonly over: () => void } {
  const shared = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)
  const calls = new NativeCalls(shared)
  if (open.size === 0) process.on('exit', closeAll)
  open.add(calls)
  return {
    shared,
    over: () => {
      open.delete(calls)
      if (open.size === 0) process.off('exit', closeAll)
    },
  }
}

function closeAll(): void {
  for (const calls of open) calls.close()
}
