import { type Writable, writable } from './readable'

/** A choice about how the window looks, kept by the page itself for the next start. What is stored and not allowed is dropped. */
export function preference<Value extends string>(
  name: string,
  allowed: readonly Value[],
  initial: Value,
): Writable<Value> {
  const key = `quiesce.${name}`
  const stored = window.localStorage.getItem(key)
  const value = writable<Value>(allowed.find((one) => one === stored) ?? initial)
  return {
    get: value.get,
    subscribe: value.subscribe,
    set(next) {
      window.localStorage.setItem(key, next)
      value.set(next)
    },
  }
}
