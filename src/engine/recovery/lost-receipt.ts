import type { Receipt, ReceiptStep, ReceiptStepName } from '@contract/receipt'
import { RECEIPT_STEP_NAMES } from '@contract/receipt'
import { wallMs } from '../clock/clock'
import type { RunRow } from '../journal/journal'

/** The receipt of a run whose end nobody was there to see. Only what can be seen now is claimed. */
export function lostReceipt(row: RunRow, sentence: string, familyGone: boolean): Receipt {
  const at = wallMs()
  const step = (name: ReceiptStepName): ReceiptStep => {
    const seen = (name === 'leader-gone' || name === 'family-gone') && familyGone
    if (seen) return { name, verdict: 'yes', ms: 0, evidence: sentence }
    return { name, verdict: 'unknown', evidence: 'Quiesce itself had ended before: nobody was there to see it.' }
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
