import type { Kind } from '@contract/kind'
import type { ReceiptStep, ReceiptStepName } from '@contract/receipt'
import type { StopMessage } from '@contract/stop'
import { ORIGIN_WORDS } from '@vocabulary/words'
import { asSentence } from './sentence'
import type { Observation, ReceiptDraft } from './receipt-draft'

/** The ten steps of a receipt, from what the draft gathered. What was not observed is `unknown`, and says why. Pure. */
export function receiptSteps(kind: Kind, draft: ReceiptDraft): readonly ReceiptStep[] {
  const step = (name: ReceiptStepName, seen: Observation): ReceiptStep => ({
    name,
    verdict: seen.verdict,
    ...(seen.at !== undefined && { ms: draft.since(seen.at) }),
    evidence: seen.evidence,
  })
  return [
    step('asked', askedStep(draft)),
    step('delivered', deliveredStep(draft)),
    step('handled', handledStep(kind, draft)),
    step('cleanup-started', cleanupStep(kind, draft, 'started')),
    step('cleanup-finished', cleanupStep(kind, draft, 'finished')),
    step('leader-gone', leaderStep(draft)),
    step('family-gone', draft.familyGone ?? none(draft, 'It has no processes of its own.')),
    step(
      'delegates-gone',
      draft.delegatesGone ?? none(draft, 'It was not seen to hand work to anybody outside its family.'),
    ),
    step('ports-free', draft.portsFree ?? none(draft, 'It has no processes that could hold a port.')),
    step('files-clean', draft.filesClean ?? none(draft, 'It has no private temporary folder.')),
  ]
}

function nobodyAsked(draft: ReceiptDraft): Observation {
  const evidence = draft.end?.how === 'could-not-start' ? 'It never started.' : 'Nobody asked: it ended by itself.'
  return { verdict: 'not-applicable', evidence }
}

function none(draft: ReceiptDraft, evidence: string): Observation {
  return { verdict: 'not-applicable', evidence: draft.end?.how === 'could-not-start' ? 'It never started.' : evidence }
}

function askedStep(draft: ReceiptDraft): Observation {
  const { asked } = draft
  if (!asked || asked.origin === 'leader-exit') return nobodyAsked(draft)
  const reason = asked.reason === undefined ? '' : ` Reason given: ${asSentence(asked.reason)}`
  const evidence = `${asSentence(`${asked.control} was asked ${ORIGIN_WORDS[asked.origin].inSentence}`)}${reason}`
  return { verdict: 'yes', at: asked.at, evidence }
}

function deliveredStep(draft: ReceiptDraft): Observation {
  if (!draft.asked) return nobodyAsked(draft)
  const delivered = draft.sends.find((send) => send.delivery?.delivered === 'yes')
  if (delivered)
    return { verdict: 'yes', at: delivered.deliveredAt ?? delivered.at, evidence: delivered.delivery?.evidence ?? '' }
  const last = draft.sends.at(-1)
  if (!last) return { verdict: 'not-applicable', evidence: 'It was withdrawn before there was anybody to deliver to.' }
  if (!last.delivery) return { verdict: 'unknown', evidence: 'It was sent; whether it arrived was not told.' }
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
  if (!draft.asked) return nobodyAsked(draft)
  if (draft.handled) return { verdict: 'yes', at: draft.handled.at, evidence: draft.handled.evidence }
  const begun = draft.cleanups.find((cleanup) => draft.asked !== undefined && cleanup.startedAt >= draft.asked.at)
  if (begun) return { verdict: 'yes', at: begun.startedAt, evidence: `It began its cleanup "${begun.name}".` }
  if (draft.sends.length === 0) return { verdict: 'not-applicable', evidence: 'Nothing was sent.' }
  if (onlyForce(draft))
    return { verdict: 'not-applicable', evidence: 'Force asks nobody: there was nothing to handle.' }
  if (draft.refusalSentence !== undefined && !leftByItself(draft))
    return { verdict: 'no', evidence: draft.refusalSentence }
  if (kind === 'timer') return { verdict: 'not-applicable', evidence: 'A timer runs nothing that could take notice.' }
  if (kind !== 'process') return { verdict: 'no', evidence: 'The body was not seen to look at what was sent.' }
  if (draft.leaderLeft) return { verdict: 'unknown', evidence: HOW_OTHERS_END }
  const { exit, at } = draft.end ?? {}
  const reached = draft.sends.filter((send) => send.delivery?.delivered === 'yes')
  if (reached.length === 0) return { verdict: 'no', evidence: 'Nothing that was sent reached it.' }
  if (exit?.signal === 'SIGKILL')
    return { verdict: 'unknown', evidence: 'It was ended by SIGKILL; whether it saw the earlier step was not told.' }
  if (exit?.signal && !reached.some((send) => sentSignal(send.step.send) === exit.signal))
    return { verdict: 'unknown', evidence: `It was ended by ${exit.signal}, which Quiesce did not send.` }
  if (exit?.signal)
    return {
      verdict: 'no',
      evidence: `Inferred: ${exit.signal} itself ended it, as it does where no handler takes it.`,
    }
  if (exit && at !== undefined) {
    return {
      verdict: 'yes',
      at,
      evidence: `Inferred: it left with exit code ${exit.code ?? '?'} after it was asked. It did not tell us itself.`,
    }
  }
  return { verdict: 'unknown', evidence: 'A program that does not talk to Quiesce does not tell.' }
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
    if (which === 'started') return { verdict: 'yes', at: first.startedAt, evidence: `It told of ${told(draft)}.` }
    const open = draft.cleanups.filter((cleanup) => cleanup.finishedAt === undefined)
    if (open.length > 0)
      return {
        verdict: 'no',
        evidence: `Not finished when it was gone: ${open.map(({ name }) => `"${name}"`).join(', ')}.`,
      }
    const failed = draft.cleanups.find((cleanup) => cleanup.error !== undefined)
    const at = Math.max(...draft.cleanups.map((cleanup) => cleanup.finishedAt ?? 0))
    return failed
      ? { verdict: 'no', at, evidence: asSentence(`The cleanup "${failed.name}" failed: ${failed.error ?? ''}`) }
      : { verdict: 'yes', at, evidence: `It told that ${told(draft)} finished.` }
  }
  if (draft.end?.how === 'could-not-start') return { verdict: 'not-applicable', evidence: 'It never started.' }
  if (onlyForce(draft) && draft.end?.how !== 'returned')
    return { verdict: 'no', evidence: 'It was ended by force: no cleanup of its own could run.' }
  if (kind === 'process') return { verdict: 'unknown', evidence: 'The program does not tell Quiesce of its cleanup.' }
  if (kind === 'timer') return { verdict: 'not-applicable', evidence: 'A timer has nothing to clean up.' }
  return { verdict: 'not-applicable', evidence: 'It registered no cleanup.' }
}

function told(draft: ReceiptDraft): string {
  return draft.cleanups.length === 1
    ? `the cleanup "${draft.cleanups[0]?.name ?? ''}"`
    : `${draft.cleanups.length} cleanups`
}

/** wait(2): only a parent is told, and a process whose parent has left gets another one. */
const HOW_OTHERS_END = 'The system tells only its parent how a process ended: those that were followed had another one.'

function leaderStep(draft: ReceiptDraft): Observation {
  const { end, leaderLeft } = draft
  if (leaderLeft)
    return { verdict: 'yes', at: leaderLeft.at, evidence: `${leaderLeft.evidence} The run went on with its family.` }
  if (!end) return { verdict: 'unknown', evidence: 'Its end was not seen.' }
  if (end.how === 'could-not-start') return { verdict: 'not-applicable', evidence: 'It never started.' }
  if (end.how === 'withdrawn') return { verdict: 'not-applicable', evidence: end.evidence }
  return { verdict: 'yes', at: end.at, evidence: end.evidence }
}
