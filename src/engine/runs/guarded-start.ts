import type { RunBody } from '../kinds/task-kind'
import { asSentence } from '../receipts/sentence'

/** A start that throws is a bug, or a system that is out of something: `failed` then hears why, in a sentence. */
export function guardedStart(start: () => RunBody, failed: (sentence: string) => void): RunBody | undefined {
  try {
    return start()
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    failed(`It could not be started: ${asSentence(why)}`)
    return undefined
  }
}
