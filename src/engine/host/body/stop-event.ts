import type { StopEvent } from '../contexts'
import type { RunMemory } from '../run-memory'

/** `onSeen` is called the first time that the body is told "set". */
export function stopEvent(memory: RunMemory, onSeen: (how: string) => void): StopEvent {
  let seen = false
  const see = (how: string): void => {
    if (!seen) onSeen(how)
    seen = true
  }
  return {
    isSet: () => {
      const set = memory.isAsked()
      if (set) see('it read its stop event as set')
      return set
    },
    wait: (ms) => {
      if (typeof ms !== 'number' || Number.isNaN(ms) || ms < 0) {
        throw new TypeError(`stopEvent.wait(ms) got ${String(ms)}, expected a number of milliseconds from 0 up`)
      }
      const set = memory.waitUntilAsked(ms)
      if (set) see('its wait for the stop event ended with "set"')
      return set
    },
  }
}
