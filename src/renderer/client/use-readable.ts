import { useCallback, useSyncExternalStore } from 'react'
import type { Readable } from './readable'

/** Re-renders when the value changed. */
export function useReadable<Value>(readable: Readable<Value>): Value {
  return useSyncExternalStore(readable.subscribe, readable.get)
}

/** Re-renders only when what is picked changed identity: `pick` must return something that is held, not something new. */
export function usePicked<Value, Part>(readable: Readable<Value>, pick: (value: Value) => Part): Part {
  return useSyncExternalStore(
    readable.subscribe,
    useCallback(() => pick(readable.get()), [readable, pick]),
  )
}
