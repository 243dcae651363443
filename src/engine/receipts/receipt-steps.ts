import type { Kind } from '@contract/kind'
import type { ReceiptStep, ReceiptStepName } from '@contract/receipt'
import { allOf } from '@contract/statement'
import type { StopMessage } from '@contract/stop'
import type { Observation, ReceiptDraft } from './receipt-draft'

/** The ten steps of a receipt, from what the draft gathered. What was not observed is `unknown`, and says why. Pure. */
export function receiptSteps(kind: Kind, draft: ReceiptDraft): readonly ReceiptStep[] {
  const step = (name: ReceiptStepName, seen: Observation): ReceiptStep => ({
    name,
    verdict: seen.verdict,
    ...(seen.at !== undefined && { ms: draft.since(seen.at) }),
    evidence: seen.evidence,
    ...(seen.inferred && { inferred: true }),
  })
  return [
    step('asked', askedStep(draft)),
    step('delivered', deliveredStep(draft)),
    step('handled', handledStep(kind, draft)),
    step('cleanup-started', cleanupStep(kind, draft, 'started')),
    step('cleanup-finished', cleanupStep(kind, draft, 'finished')),
    step('leader-gone', leaderStep(draft)),
    step('family-gone', draft.familyGone ?? none(draft, 'has-no-processes')),
    step('delegates-gone', draft.delegatesGone ?? none(draft, 'handed-nothing-over')),
    step('ports-free', draft.portsFree ?? none(draft, 'cannot-hold-ports')),
    step('files-clean', draft.filesClean ?? none(draft, 'no-temp-folder')),
  ]
}

type Bare = 'nobody-asked' | 'has-no-processes' | 'handed-nothing-over' | 'cannot-hold-ports' | 'no-temp-folder'

function none(draft: ReceiptDraft, code: Bare): Observation {
  return {
    verdict: 'not-applicable',
    evidence: { code: draft.end?.how === 'could-not-start' ? 'never-started' : code },
  }
}

function askedStep(draft: ReceiptDraft): Observation {
  const { asked } = draft
  if (!asked || asked.origin === 'leader-exit') return none(draft, 'nobody-asked')
  const { control, origin, reason, at } = asked
  return {
    verdict: 'yes',
    at,
    evidence: { code: 'control-asked', control, origin, ...(reason !== undefined && { reason }) },
  }
}

function deliveredStep(draft: ReceiptDraft): Observation {
  if (!draft.asked) return none(draft, 'nobody-asked')
  const delivered = draft.sends.find((send) => send.delivery?.delivered === 'yes')
  if (delivered?.delivery)
    return { verdict: 'yes', at: delivered.deliveredAt ?? delivered.at, evidence: delivered.delivery.evidence }
  const last = draft.sends.at(-1)
  if (!last) return { verdict: 'not-applicable', evidence: { code: 'withdrawn-before-delivery' } }
  if (!last.delivery) return { verdict: 'unknown', evidence: { code: 'arrival-not-told' } }
  return { verdict: last.delivery.delivered, at: last.at, evidence: last.delivery.evidence }
}

/** After several steps it left with an exit code of its own: whatever the first did, the last one was heeded. */
function leftByItself({ end, sends, leaderLeft }: ReceiptDraft): boolean {
  if (leaderLeft) return false
  const last = sends.at(-1)?.step.send
  const byForce = last === 'terminate' || last === 'SIGKILL'
  return end?.how === 'exited' && end.exit?.signal === null && !byForce
}

function handledStep(kind: Kind, draft: ReceiptDraft): Observation {
  if (!draft.asked) return none(draft, 'nobody-asked')
  if (draft.handled) return { verdict: 'yes', at: draft.handled.at, evidence: draft.handled.evidence }
  const begun = draft.cleanups.find((cleanup) => draft.asked !== undefined && cleanup.startedAt >= draft.asked.at)
  if (begun) return { verdict: 'yes', at: begun.startedAt, evidence: { code: 'cleanup-began', name: begun.name } }
  if (draft.sends.length === 0) return { verdict: 'not-applicable', evidence: { code: 'nothing-sent' } }
  if (onlyForce(draft)) return { verdict: 'not-applicable', evidence: { code: 'force-asks-nobody' } }
  if (draft.whyStillThere && !leftByItself(draft)) return { verdict: 'no', evidence: draft.whyStillThere }
  if (kind === 'timer') return { verdict: 'not-applicable', evidence: { code: 'timer-runs-nothing' } }
  if (kind !== 'process') return { verdict: 'no', evidence: { code: 'body-not-seen-to-look' } }
  if (draft.leaderLeft) return { verdict: 'unknown', evidence: { code: 'end-told-to-parent-only' } }
  const { exit, at } = draft.end ?? {}
  const reached = draft.sends.filter((send) => send.delivery?.delivered === 'yes')
  if (reached.length === 0) return { verdict: 'no', evidence: { code: 'nothing-reached-it' } }
  if (exit?.signal === 'SIGKILL') return { verdict: 'unknown', evidence: { code: 'killed-before-it-told' } }
  if (exit?.signal && !reached.some((send) => sentSignal(send.step.send) === exit.signal))
    return { verdict: 'unknown', evidence: { code: 'ended-by-signal-not-ours', signal: exit.signal } }
  if (exit?.signal)
    return { verdict: 'no', evidence: { code: 'ended-by-the-signal', signal: exit.signal }, inferred: true }
  if (exit && at !== undefined) {
    return { verdict: 'yes', at, evidence: { code: 'exited-after-ask', exit }, inferred: true }
  }
  return { verdict: 'unknown', evidence: { code: 'program-does-not-tell' } }
}

/** `ask` is SIGTERM for a program without an IPC channel. */
function sentSignal(message: StopMessage): string | undefined {
  if (typeof message !== 'string') return undefined
  return message === 'ask' ? 'SIGTERM' : message
}

export function onlyForce(draft: ReceiptDraft): boolean {
  return draft.sends.length > 0 && draft.sends.every(({ step }) => step.send === 'terminate' || step.send === 'SIGKILL')
}

function cleanupStep(kind: Kind, draft: ReceiptDraft, which: 'started' | 'finished'): Observation {
  const first = draft.cleanups[0]
  if (first) {
    const names = draft.cleanups.map(({ name }) => name)
    if (which === 'started')
      return { verdict: 'yes', at: first.startedAt, evidence: { code: 'cleanups-told', names, state: 'started' } }
    const open = draft.cleanups.filter((cleanup) => cleanup.finishedAt === undefined)
    if (open.length > 0)
      return { verdict: 'no', evidence: { code: 'cleanups-unfinished', names: open.map(({ name }) => name) } }
    const failed = draft.cleanups.find((cleanup) => cleanup.error !== undefined)
    const at = Math.max(...draft.cleanups.map((cleanup) => cleanup.finishedAt ?? 0))
    return failed
      ? { verdict: 'no', at, evidence: { code: 'cleanup-failed', name: failed.name, error: failed.error ?? '' } }
      : { verdict: 'yes', at, evidence: { code: 'cleanups-told', names, state: 'finished' } }
  }
  if (draft.end?.how === 'could-not-start') return { verdict: 'not-applicable', evidence: { code: 'never-started' } }
  if (onlyForce(draft) && draft.end?.how !== 'returned')
    return { verdict: 'no', evidence: { code: 'force-left-no-cleanup' } }
  if (kind === 'process') return { verdict: 'unknown', evidence: { code: 'program-tells-no-cleanup' } }
  if (kind === 'timer') return { verdict: 'not-applicable', evidence: { code: 'timer-has-no-cleanup' } }
  return { verdict: 'not-applicable', evidence: { code: 'no-cleanup-registered' } }
}

function leaderStep(draft: ReceiptDraft): Observation {
  const { end, leaderLeft } = draft
  if (leaderLeft)
    return { verdict: 'yes', at: leaderLeft.at, evidence: allOf(leaderLeft.evidence, { code: 'run-went-on' }) }
  if (!end) return { verdict: 'unknown', evidence: { code: 'end-not-seen' } }
  if (end.how === 'could-not-start') return { verdict: 'not-applicable', evidence: { code: 'never-started' } }
  if (end.how === 'withdrawn') return { verdict: 'not-applicable', evidence: end.evidence }
  return { verdict: 'yes', at: end.at, evidence: end.evidence }
}
