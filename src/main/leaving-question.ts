import type { LeavingChoice, LiveRuns } from './leaving'

export interface LeavingQuestion {
  readonly message: string
  readonly detail: string
  /** Each button with what it means, in the order shown. The first is the default, the last what Escape means. */
  readonly answers: readonly (readonly [button: string, choice: LeavingChoice])[]
}

/** `graceMs`: how long the stop may take before force. */
export function leavingQuestion({ alive, mayStay }: LiveRuns, graceMs: number): LeavingQuestion {
  const seconds = Math.round(graceMs / 1_000)
  const grace = seconds === 1 ? 'one second' : `${seconds} seconds`
  const staying =
    mayStay === 0
      ? ''
      : mayStay === 1
        ? '\n\nOne of them may go on without Quiesce; the next start finds it again.'
        : `\n\n${mayStay} of them may go on without Quiesce; the next start finds them again.`
  return {
    message: alive === 1 ? 'One run is still alive.' : `${alive} runs are still alive.`,
    detail: `Each is asked to stop by its own policy. What has not gone after ${grace} is ended by force.${staying}`,
    answers: [
      ...(mayStay === 0 ? [] : [[keepButton(alive, mayStay), 'keep-some'] as const]),
      ['Stop all and quit', 'stop-all'],
      ['Terminate all and quit', 'terminate-all'],
      ['Keep open', 'stay'],
    ],
  }
}

function keepButton(alive: number, mayStay: number): string {
  if (alive === mayStay) return alive === 1 ? 'Quit and leave it running' : 'Quit and leave them running'
  return 'Stop the others and quit'
}
