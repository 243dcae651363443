import type { FollowedFact } from '@contract/follow'
import type { RunId } from '@contract/ids'
import type { Outcome } from '@contract/outcome'
import type { Receipt } from '@contract/receipt'
import type { Statement } from '@contract/statement'
import type { Task } from '@contract/task'
import { defined } from '@tools/defined'
import { dataWithoutSecrets } from '@vocabulary/secrets'
import { monotonicMs, wallMs } from '../clock/clock'
import { failureOfExit, wasEndedByAnother } from '../runs/outcome'
import type { ReceiptDraft } from './receipt-draft'
import { receiptSteps } from './receipt-steps'
import { decideVerdict } from './verdict'

/** Turns what was gathered into the receipt, which goes to disk and into reports: without secrets. Called once, when everything that can be observed has been. */
export function buildReceipt(
  subject: {
    readonly id: RunId
    readonly task: Task
    readonly following?: { readonly fact: FollowedFact | undefined }
  },
  outcome: Outcome,
  draft: ReceiptDraft,
  blindSpots: readonly Statement[],
): Receipt {
  const { asked, end } = draft
  const natural = asked === undefined || asked.origin === 'leader-exit'
  const lastAsk = draft.asks.at(-1)
  const control = natural ? lastAsk?.control : asked.control
  const reason = natural ? lastAsk?.reason : asked.reason
  const failure = outcome === 'failed' ? (draft.failure ?? end?.failure ?? (end && failureOfExit(end))) : undefined
  const origin = natural ? (lastAsk?.origin ?? (wasEndedByAnother(end) ? 'another-program' : undefined)) : asked.origin
  const refusal = draft.refusal ?? (natural ? lastAsk?.code : undefined)
  const followed = draft.leaderLeft && subject.following?.fact
  const receipt: Receipt = {
    runId: subject.id,
    taskId: subject.task.id,
    name: subject.task.name,
    kind: subject.task.kind,
    ...defined({ control, origin, reason }),
    verdict: decideVerdict(draft),
    outcome,
    ...defined({ whyStillThere: draft.whyStillThere, failure, exit: end?.exit, result: end?.result }),
    steps: receiptSteps(subject.task.kind, draft),
    ladder: draft.sentSteps(),
    cleanups: draft.cleanupFacts(),
    survivors: draft.survivorList(),
    leaks: [...draft.leaks],
    ...(draft.delegates.length > 0 && { delegates: draft.delegates }),
    ...defined({ refusal, followed }),
    asks: draft.asks.map(({ at, ...ask }) => ({ ...ask, ms: draft.since(at) })),
    blindSpots,
    ...defined({ startedAt: draft.startedWall }),
    ...(!natural && { askedAt: asked.wall }),
    endedAt: wallMs(),
    totalMs: draft.since(monotonicMs()),
  }
  const { result, ...ours } = receipt
  // What a workload returned is its own.
  return { ...dataWithoutSecrets(ours), ...defined({ result }) }
}
