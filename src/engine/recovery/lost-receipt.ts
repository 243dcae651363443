import type { Receipt, ReceiptStep, ReceiptStepName } from '@contract/receipt'
import { RECEIPT_STEP_NAMES } from '@contract/receipt'
import { wallMs } from '../clock/clock'
import type { RunRow } from '../journal/journal'
import type { LookedBack } from './look-back'

/** The receipt of a run whose end nobody was there to see. Only what can be seen now is claimed. */
export function lostReceipt(row: RunRow, sentence: string, seen: LookedBack['gone']): Receipt {
  const at = wallMs()
  const step = (name: ReceiptStepName): ReceiptStep => {
    const verdict = name === 'leader-gone' ? seen.leader : name === 'family-gone' ? seen.family : 'unknown'
    if (verdict === 'yes') return { name, verdict, ms: 0, evidence: sentence }
    if (name === 'family-gone' || verdict === 'no') return { name, verdict, evidence: sentence }
    return { name, verdict, evidence: 'Quiesce itself had ended before: nobody was there to see it.' }
  }
  return {
    runId: row.id,
    taskId: row.taskId,
    name: row.name,
    kind: row.kind,
    verdict: 'unknown',
    summary: `how it ended is not known. ${sentence}`,
    outcome: 'lost',
    steps: RECEIPT_STEP_NAMES.map(step),
    ladder: [],
    cleanups: [],
    survivors: [],
    leaks: [],
    asks: [],
    blindSpots: ['Its end was not seen: when it ended, how, and what it left behind is not known.'],
    ...(row.startedAt !== undefined && { startedAt: row.startedAt }),
    endedAt: at,
    totalMs: 0,
  }
}
