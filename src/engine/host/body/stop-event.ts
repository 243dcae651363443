import type { Statement } from '@contract/statement'
import type { StopEvent } from '../contexts'
import type { RunMemory } from '../run-memory'

/** `onSeen` is called the first time that the body is told "set". */
export function stopEvent(memory: RunMemory, onSeen: (how: Statement) => void): StopEvent {
  let seen = false
  const see = (how: Statement): void => {
    if (!seen) onSeen(how)
    seen = true
  }
  return {
    isSet: () => {
      const set = memory.isAsked()
      if (set) see({ code: 'stop-event-read' })
      return set
    },
    wait: (ms) => {
      if (typeof ms !== 'number' || Number.isNaN(ms) || ms < 0) {
        throw new TypeError(`stopEvent.wait(ms) got ${String(ms)}, expected a number of milliseconds from 0 up`)
      }
      const set = memory.waitUntilAsked(ms)
      if (set) see({ code: 'stop-event-waited' })
      return set
    },
  }
}
