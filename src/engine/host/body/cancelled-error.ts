/** Raised inside a coroutine that was cancelled, as `asyncio.CancelledError`. */
export class CancelledError extends Error {
  override readonly name = 'CancelledError'

  constructor(message = 'the coroutine was cancelled') {
    super(message)
  }
}

/** By name too: a module may wrap or rebuild the error, and an abort that a cancellation caused is one as well. */
export function isCancellation(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error.name === 'CancelledError') return true
  return error.name === 'AbortError'
}
