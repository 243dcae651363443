import { messageOf } from '@tools/errors'
import type { Statement } from '@contract/statement'
import type { RunBody } from '../kinds/task-kind'

interface Ending {
  couldNotStart(failure: Statement): void
}

/** A start that throws is a bug, or a system that is out of something: the run has failed, and says why. */
export function guardedStart(start: () => RunBody, ending: Ending): RunBody | undefined {
  try {
    return start()
  } catch (error) {
    ending.couldNotStart({ code: 'start-threw', error: messageOf(error) })
    return undefined
  }
}
