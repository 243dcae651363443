import type { LeavingQuestion, LiveRuns } from '@contract/leaving'

/** `graceMs`: how long the stop may take before force. */
export function leavingQuestion(live: LiveRuns, graceMs: number): LeavingQuestion {
  const [alive, mayStay] = [live.alive.length, live.mayStay.length]
  const seconds = Math.round(graceMs / 1_000)
  const grace = seconds === 1 ? 'one second' : `${seconds} seconds`
  const staying =
    mayStay === 0
      ? ''
      : mayStay === 1
        ? '\n\nOne of them may go on without Quiesce; the next start finds it again.'
        : `\n\n${mayStay} of them may go on without Quiesce; the next start finds them again.`
  return {
    ...live,
    message: alive === 1 ? 'One run is still alive.' : `${alive} runs are still alive.`,
    detail: `Each is asked to stop by its own policy. What has not gone after ${grace} is ended by force.${staying}`,
    answers: [
      ...(mayStay === 0 ? [] : [{ button: keepButton(alive, mayStay), choice: 'keep-some' } as const]),
      { button: 'Stop all and quit', choice: 'stop-all' },
      { button: 'Terminate all and quit', choice: 'terminate-all' },
      { button: 'Keep open', choice: 'stay' },
    ],
  }
}

function keepButton(alive: number, mayStay: number): string {
  if (alive === mayStay) return alive === 1 ? 'Quit and leave it running' : 'Quit and leave them running'
  return 'Stop the others and quit'
}
