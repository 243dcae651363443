import type { Verdict } from '@contract/receipt'
import type { DraftedSend, ReceiptDraft } from './receipt-draft'
import { onlyForce } from './receipt-steps'

/** The receipt in one word. The gravest thing that was seen wins; nothing is rounded up. Pure. */
export function decideVerdict(draft: ReceiptDraft): Verdict {
  const { end } = draft
  if (end?.swallowed) return 'swallowed'
  if (end?.how === 'host-lost' || !end) return 'unknown'
  // Whatever it took to end the family: what still runs is the graver fact.
  if (draft.leavesAlone) return 'survivors'
  if (draft.delegates.some(({ state }) => state === 'running')) return 'survivors'
  const forced = wasForced(draft)
  const asked = draft.asked !== undefined && draft.asked.origin !== 'leader-exit'
  const unfinished = draft.cleanups.some((cleanup) => cleanup.finishedAt === undefined)
  if (unfinished && (forced || (asked && end.how === 'exited'))) return 'cut-short'
  if (forced) return 'forced'
  if (draft.survivors.size > 0) return 'survivors'
  if (draft.leaks.length > 0) return 'leaked'
  if (
    !draft.asked &&
    draft.asks.length > 0 &&
    (draft.refusal !== undefined || draft.asks.every((ask) => !ask.accepted))
  )
    return 'refused'
  if (draft.familyGone?.verdict === 'unknown') return 'unknown'
  if (mayStillWork(draft) || draft.hasUnseenPromise) return 'unknown'
  return 'clean'
}

/** True when the leader was still there when a step beyond the first polite one was sent, and that step reached somebody. */
function wasForced(draft: ReceiptDraft): boolean {
  const { end, asked } = draft
  if (!end || !asked || asked.origin === 'leader-exit' || end.how === 'withdrawn' || end.how === 'could-not-start')
    return false
  if (draft.delegates.some(({ byForce }) => byForce) && !onlyForce(draft)) return true
  if (onlyForce(draft)) {
    const wasSent = draft.sentBeforeEnd.some((send) => send.delivery?.delivered === 'yes')
    return end.how === 'forced' || end.exit?.signal === 'SIGKILL' || (draft.leaderLeft !== undefined && wasSent)
  }
  return draft.sentBeforeEnd.slice(1).some((send) => tookPart(send, end))
}

/** It reached somebody before the end, or the end shows that it did. What was still on its way ended nobody. */
function tookPart(
  { step, delivery, deliveredAt }: DraftedSend,
  { how, exit, at }: NonNullable<ReceiptDraft['end']>,
): boolean {
  const signal = step.send === 'terminate' ? 'SIGKILL' : step.send
  // A worker that was ended from outside answers only once it has ended.
  if (how === 'forced' && signal === 'SIGKILL') return true
  if (exit?.signal && exit.signal === signal) return true
  return delivery !== undefined && delivery.delivered !== 'no' && deliveredAt !== undefined && deliveredAt <= at
}

/** A step that says `no` or `unknown` without naming one keeps the verdict from *clean* as well. */
function mayStillWork({ delegates, delegatesGone }: ReceiptDraft): boolean {
  const isOpen = delegatesGone?.verdict === 'unknown' || delegatesGone?.verdict === 'no'
  return isOpen || delegates.some(({ state }) => state === 'unknown')
}
