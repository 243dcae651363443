import type { Statement } from '@contract/statement'
import { delay } from '../clock/patience'
import { OPEN, type StartGate } from './start-gate'

/** The pause before a restart. */
export function pauseGate(pauseMs: number, waitingFor: Statement): StartGate {
  return {
    waitingFor,
    pass: async (over) => {
      await delay(pauseMs, over)
      return OPEN
    },
  }
}

/** The end of earlier runs of the same task: two of one never live at once by our doing. */
export function earlierRunsGate(ended: readonly Promise<unknown>[]): StartGate {
  return {
    waitingFor: { code: 'wait-earlier-run' },
    pass: async (over) => {
      const aborted = new Promise((resolve) => over.addEventListener('abort', resolve, { once: true }))
      await Promise.race([Promise.all(ended), aborted])
      return OPEN
    },
  }
}
