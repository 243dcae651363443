import type { WorkerThread } from './worker-thread'

/** An idle thread costs about ten megabytes; one that nobody needed for so long is let go. */
const KEEP_MS = 10_000

/** The worker threads of executors that wait for their next job, by the executor's name. */
export class IdleThreads {
  readonly #idle = new Map<string, { thread: WorkerThread; timer: NodeJS.Timeout }[]>()

  /** A thread that is free and has not loaded another version of the module. */
  take(executor: string, moduleUrl: string, version: string): WorkerThread | undefined {
    const waiting = this.#idle.get(executor) ?? []
    const found = waiting.findLast(({ thread }) => (thread.loaded.get(moduleUrl) ?? version) === version)
    if (!found) return undefined
    this.#forget(executor, found.thread)
    return found.thread
  }

  put(executor: string, thread: WorkerThread): void {
    const waiting = this.#idle.get(executor) ?? []
    this.#idle.set(executor, waiting)
    const timer = setTimeout(() => {
      this.#forget(executor, thread)
      thread.terminate()
    }, KEEP_MS)
    timer.unref()
    thread.listener = {
      fact: () => undefined,
      output: () => undefined,
      exit: () => this.#forget(executor, thread),
    }
    waiting.push({ thread, timer })
  }

  #forget(executor: string, thread: WorkerThread): void {
    const waiting = this.#idle.get(executor) ?? []
    for (const entry of waiting.filter((one) => one.thread === thread)) {
      clearTimeout(entry.timer)
      entry.thread.listener = undefined
    }
    const rest = waiting.filter((one) => one.thread !== thread)
    if (rest.length > 0) this.#idle.set(executor, rest)
    else this.#idle.delete(executor)
  }
}
