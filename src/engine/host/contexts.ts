import type { Json } from '@contract/json'
import type { CancelledError } from './body/cancelled-error'

/** What every workload is given. */
export interface WorkloadContext {
  /** As the task has them; `undefined` when it has none. */
  readonly params: Json | undefined
  /** Tells one line. Text with line breaks becomes several. A flood is cut, and the receipt of the cut is a count. */
  log(text: string): void
  /** 0 to 1; anything else is a TypeError. */
  progress(fraction: number): void
  /**
   * Registers what must run when the body has returned, thrown, been cancelled or been closed: last registered, first run,
   * each within five seconds. An error in one stops neither the others nor changes the result. Not run on terminate.
   */
  cleanup(name: string, run: () => unknown): void
}

/** As Python's `threading.Event`, set once and for good by Stop. */
export interface StopEvent {
  isSet(): boolean
  /** Blocks the thread for at most `ms` milliseconds and wakes at once when the event is set. True when it is set. */
  wait(ms: number): boolean
}

export interface ThreadContext extends WorkloadContext {
  readonly stopEvent: StopEvent
}

export interface FutureContext extends WorkloadContext {
  /** Aborted by Stop. `aborted` is read from shared memory, so it also turns true for a job that polls it in a closed loop. */
  readonly signal: AbortSignal
}

export interface CoroutineContext extends WorkloadContext {
  /** Raises `CancelledError` when the coroutine is cancelled. A cancellation is delivered once: a later sleep is whole again. */
  sleep(ms: number): Promise<void>
  /** Awaits `promise`. A cancellation ends the waiting, not the promise, which is awaited before the loop closes. */
  shield<Value>(promise: PromiseLike<Value>): Promise<Value>
  /** Aborted with a `CancelledError` on cancel, to be handed to `fetch` and the like. */
  readonly signal: AbortSignal
  /** Also a global, so that a module needs no import to write `instanceof CancelledError`. */
  readonly CancelledError: typeof CancelledError
}

export type GeneratorContext = WorkloadContext
