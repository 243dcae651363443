import { messageOf } from '@tools/errors'
import type { RunBody } from '../kinds/task-kind'
import { asSentence } from '../receipts/sentence'

interface Ending {
  couldNotStart(failure: string): void
}

/** A start that throws is a bug, or a system that is out of something: the run has failed, and says why. */
export function guardedStart(start: () => RunBody, ending: Ending): RunBody | undefined {
  try {
    return start()
  } catch (error) {
    const why = messageOf(error)
    ending.couldNotStart(`It could not be started: ${asSentence(why)}`)
    return undefined
  }
}
