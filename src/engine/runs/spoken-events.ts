import type { Control, Kind } from '@contract/kind'
import { allOf, type Statement } from '@contract/statement'
import type { ControlAnswer } from '@contract/control-answer'
import { say } from '@vocabulary/sentences/say'
import { refusalWords } from '@vocabulary/words'
import type { BodyEnd, Delivery } from '../kinds/task-kind'

/** The log's line for an answer. A future's is worded as the call that it is in code: it answers true or false. */
export function spokenAnswer(kind: Kind, control: Control, answer: ControlAnswer): string {
  if (kind === 'future' && control === 'cancel') {
    return answer.accepted
      ? 'main: cancel answered true'
      : `main: cancel answered false, ${answer.code === undefined ? '' : refusalWords(answer.code)}`
  }
  if (answer.accepted) return `main: ${control} accepted`
  return `main: ${control} refused: ${answer.reason ? say(answer.reason) : (answer.code ?? '')}`
}

/** The log's line for a body that can be reached from now on. */
export function spokenStart(kind: Kind, pid: number | undefined): string {
  return `main: ${kind} has started${pid === undefined ? '' : ` as process ${pid}`}`
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

/** The answer to a control that only its body could give. */
export function answerOf(delivery: Delivery | undefined): ControlAnswer {
  const refusal = delivery?.refusal
  return refusal ? { accepted: false, code: refusal.code, reason: refusal.reason } : { accepted: true }
}

/** What a wrapper passed on stands with what was delivered to it. */
export function withForwarding(delivery: Delivery, forwarded: Statement | undefined): Delivery {
  return forwarded === undefined ? delivery : { ...delivery, evidence: allOf(delivery.evidence, forwarded) }
}
