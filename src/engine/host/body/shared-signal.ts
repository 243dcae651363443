import { getEventListeners } from 'node:events'
import type { RunMemory } from '../run-memory'

export interface SharedSignal {
  readonly signal: AbortSignal
  /** Brings the signal up to what the shared memory says. True when an abort listener took notice of it just now. */
  refresh(): boolean
}

/**
 * A real AbortSignal whose `aborted`, `reason` and `throwIfAborted` look into shared memory first, so that they tell the
 * truth also to a job that never gives its event loop a turn. `onRead` is called when the body reads "aborted".
 */
export function sharedSignal(memory: RunMemory, reason: () => Error, onRead: () => void): SharedSignal {
  const controller = new AbortController()
  const { signal } = controller
  const own = AbortSignal.prototype
  const ownAborted = (): boolean => Reflect.get(own, 'aborted', signal)

  const refresh = (): boolean => {
    if (!memory.isAsked() || ownAborted()) return false
    const heard = getEventListeners(signal, 'abort').length > 0
    controller.abort(reason())
    return heard
  }
  const readAborted = (): boolean => {
    refresh()
    const aborted = ownAborted()
    if (aborted) onRead()
    return aborted
  }
  Object.defineProperties(signal, {
    aborted: { get: readAborted },
    reason: { get: () => (refresh(), Reflect.get(own, 'reason', signal) as unknown) },
    throwIfAborted: {
      value: () => {
        if (readAborted()) throw Reflect.get(own, 'reason', signal)
      },
    },
  })
  return { signal, refresh }
}
