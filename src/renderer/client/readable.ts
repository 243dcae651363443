import { Emitter } from '@tools/emitter'

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
  const changed = new Emitter<Value>(console.error)
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return
      value = next
      changed.emit(next)
    },
    subscribe: (listener) => changed.listen(listener),
  }
}
