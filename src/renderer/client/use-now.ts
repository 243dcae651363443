import { useSyncExternalStore } from 'react'
import { type Readable, writable } from './readable'

/** A clock that ticks only while somebody looks at it. */
function clock(intervalMs: number): Readable<number> {
  const time = writable(Date.now())
  let lookers = 0
  let timer: ReturnType<typeof setInterval> | undefined
  return {
    get: time.get,
    subscribe(listener) {
      if (lookers === 0) time.set(Date.now())
      const undo = time.subscribe(listener)
      lookers += 1
      timer ??= setInterval(() => {
        time.set(Date.now())
      }, intervalMs)
      return () => {
        undo()
        lookers -= 1
        if (lookers > 0) return
        clearInterval(timer)
        timer = undefined
      }
    },
  }
}

export const CLOCKS = { second: clock(1000), tenth: clock(100), never: clock(2 ** 31 - 1) }

/** Wall clock milliseconds, renewed each second, each tenth of a second, or not at all. */
export function useNow(pace: keyof typeof CLOCKS): number {
  return useSyncExternalStore(CLOCKS[pace].subscribe, CLOCKS[pace].get)
}
