import type { RunId } from '@contract/ids'
import { ask } from '../client/commands'

/** Small enough that the page stays live while it writes one part, large enough for few rounds. */
const PART_BYTES = 128 * 1024
/** A few times a second is as fast as a person reads. */
const LEAST_PAUSE_MS = 250

export interface OutputPart {
  readonly text: string
  /** Bytes between the last part and this one that are not kept. */
  readonly skipped: number
  readonly droppedBytes: number
}

export interface OutputReader {
  /** Says that the run has printed up to here; reading starts when that is more than what was read. */
  readonly reach: (outputBytes: number) => void
  readonly stop: () => void
}

/** Reads a run's output from its first kept byte and then follows it. One part at a time, each given before the next is asked for. */
export function readOutput(
  runId: RunId,
  onPart: (part: OutputPart) => Promise<void>,
  onProblem: (message: string) => void,
  /** Everything that is known to be printed has been given. */
  onCaughtUp: () => void = () => undefined,
): OutputReader {
  let at = 0
  let known = 0
  let reading = false
  let stopped = false

  async function readOn(): Promise<void> {
    reading = true
    while (!stopped && at < known) {
      const answer = await ask('readOutput', { runId, range: { fromByte: at, maxBytes: PART_BYTES } })
      if (isStopped()) break
      if (!answer.ok) {
        onProblem(answer.problem.message)
        break
      }
      const { text, fromByte, nextByte, droppedBytes, late } = answer.value
      await onPart({ text, skipped: Math.max(0, fromByte - at), droppedBytes })
      // Nobody tells when the disk answers again.
      if (late) await pause()
      else if (nextByte <= at) break
      at = nextByte
      if (at >= known) {
        onCaughtUp()
        await pause()
      }
    }
    reading = false
  }

  // A function, so that the compiler does not take the value for settled across an await.
  function isStopped(): boolean {
    return stopped
  }

  return {
    reach(outputBytes) {
      known = Math.max(known, outputBytes)
      if (!reading && !stopped && at < known) void readOn()
    },
    stop() {
      stopped = true
    },
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, LEAST_PAUSE_MS)
  })
}
