/** A value that can be watched: the least that `useSyncExternalStore` needs. Knows no React. */
export interface Readable<Value> {
  readonly get: () => Value
  /** Returns its undo. */
  readonly subscribe: (listener: () => void) => () => void
}

export interface Writable<Value> extends Readable<Value> {
  readonly set: (value: Value) => void
}

export function writable<Value>(initial: Value): Writable<Value> {
  let value = initial
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return
      value = next
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}
