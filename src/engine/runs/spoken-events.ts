import type { Control, Kind } from '@contract/kind'
import type { ControlAnswer } from '@contract/stop'
import type { BodyEnd } from '../kinds/task-kind'

/** The log's line for an answer. A future's is worded as the call that it is in code: it answers true or false. */
export function spokenAnswer(kind: Kind, control: Control, answer: ControlAnswer): string {
  if (kind === 'future' && control === 'cancel') {
    return answer.accepted
      ? 'main: cancel answered true'
      : `main: cancel answered false, ${(answer.code ?? '').replaceAll('-', ' ')}`
  }
  if (answer.accepted) return `main: ${control} accepted`
  return `main: ${control} refused: ${answer.reason ?? answer.code ?? ''}`
}

/** The log's line once nothing of a run is left: written after it was seen, never when it was asked. */
export function spokenGone(kind: Kind, end: BodyEnd): string {
  switch (kind) {
    case 'process':
      return 'main: process is gone'
    case 'generator':
      return end.how === 'closed' || end.how === 'returned'
        ? 'main: generator has ended, the next pull says done'
        : 'main: generator has ended'
    case 'timer':
      return end.how === 'cancelled' ? 'main: timer was cleared before it elapsed' : 'main: timer has elapsed'
    case 'thread':
    case 'future':
    case 'coroutine':
      return `main: ${kind} has ended`
  }
}
