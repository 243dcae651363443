import { END_WAITS_FOR_DISK_MS, within } from '../clock/patience'
import { inBackground } from '../in-background'

/** A disk at work answers within milliseconds, one that has to spin up within a second or so. */
export const DISK_ANSWERS_WITHIN_MS = 2_000
/** Node asks all files through four threads (UV_THREADPOOL_SIZE). One that waits for a dead disk is lost until that answers. */
const MOST_SILENT = 2

let silent = 0

/** The disk, or whatever stands behind a path, did not answer in time. */
export class DiskSilent extends Error {
  readonly code = 'ETIMEDOUT'

  constructor(ms = DISK_ANSWERS_WITHIN_MS) {
    super(`the disk did not answer within ${ms / 1_000} s`)
  }
}

/** Waits for our own disk for as long as the end of a run does, and no longer: then it rejects with `DiskSilent`. */
export async function ownDiskAnswer<Value>(asked: Promise<Value>): Promise<Value> {
  const answer = await within(
    END_WAITS_FOR_DISK_MS,
    asked.then((value) => ({ value })),
  )
  if (!answer) throw new DiskSilent(END_WAITS_FOR_DISK_MS)
  return answer.value
}

/**
 * Asks a disk that is not ours, and waits for no longer than `DISK_ANSWERS_WITHIN_MS`: then it rejects with `DiskSilent`. While
 * two such questions are still open it asks no further one, so that our own files stay within reach.
 */
export async function diskAnswer<Value>(ask: () => Promise<Value>): Promise<Value> {
  if (silent >= MOST_SILENT) throw new DiskSilent()
  const asked = ask().then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  )
  const answer = await within(DISK_ANSWERS_WITHIN_MS, asked)
  if (answer === undefined) {
    silent += 1
    inBackground(
      asked.then(() => (silent -= 1)),
      'waiting for a disk that was silent',
    )
    throw new DiskSilent()
  }
  if ('error' in answer) throw answer.error
  return answer.value
}
