import type { Delegate } from '@contract/delegate'
import { type Receipt, RECEIPT_STEP_NAMES, type ReceiptStep, type ReceiptStepName } from '@contract/receipt'
import { defined } from '@tools/defined'
import type { Statement } from '@contract/statement'
import { delegatesObservation } from '../receipts/delegates-observation'
import { wallMs } from '../clock/clock'
import type { RunRow } from '../journal/journal'
import type { LookedBack } from './look-back'

/** The receipt of a run whose end nobody was there to see. Only what can be seen now is claimed. */
export function lostReceipt(
  row: RunRow,
  found: Statement,
  seen: LookedBack['gone'],
  delegates: readonly Delegate[] = [],
): Receipt {
  const at = wallMs()
  const step = (name: ReceiptStepName): ReceiptStep => {
    const verdict = name === 'leader-gone' ? seen.leader : name === 'family-gone' ? seen.family : 'unknown'
    if (verdict === 'yes') return { name, verdict, ms: 0, evidence: found }
    if (name === 'family-gone' || verdict === 'no') return { name, verdict, evidence: found }
    return { name, verdict, evidence: { code: 'nobody-there-to-see' } }
  }
  return {
    runId: row.id,
    taskId: row.taskId,
    name: row.name,
    kind: row.kind,
    verdict: delegates.some(({ state }) => state === 'running') ? 'survivors' : 'unknown',
    outcome: 'lost',
    steps: RECEIPT_STEP_NAMES.map((name) =>
      name === 'delegates-gone' ? delegatesStep(delegates, step(name)) : step(name),
    ),
    ladder: [],
    cleanups: [],
    survivors: [],
    leaks: [],
    ...(delegates.length > 0 && { delegates }),
    asks: [],
    blindSpots: [{ code: 'end-not-seen-at-all' }],
    ...defined({ startedAt: row.startedAt }),
    endedAt: at,
    totalMs: 0,
  }
}

/** A daemon can be asked now as well as then. Work that nobody could see stays unseen. */
function delegatesStep(delegates: readonly Delegate[], unseen: ReceiptStep): ReceiptStep {
  const seen = delegatesObservation(delegates, false)
  return seen === undefined
    ? unseen
    : { name: unseen.name, verdict: seen.verdict, ...(seen.at !== undefined && { ms: 0 }), evidence: seen.evidence }
}
