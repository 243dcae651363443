import type { EarlierRun, ReceiptComparison } from '@contract/history'
import type { RunId } from '@contract/ids'
import type { Receipt } from '@contract/receipt'
import { livedText } from '@vocabulary/durations'
import { compareReceipts, isStop, stopsGotWorse } from '@vocabulary/history'
import { inSentence, OUTCOME_WORDS, VERDICT_WORDS } from '@vocabulary/words'
import { receiptHeadline, receiptTone } from '../receipt/receipt-words'
import { statusOf, type TaskCardView } from '../tasks/task-card-view'
import type { Tone } from '../ui/tone'
import { comparedFacts } from './compared-facts'
import { HISTORY_WORDS } from './history-words'
import { momentText, momentTexts } from './moment-text'

export interface HistoryRow {
  readonly runId: RunId
  readonly when: string
  readonly status: TaskCardView['status']
  readonly lasted: string
  readonly headline: string
  readonly tone: Tone
  readonly hasReceipt: boolean
}

/** One line of the list. */
export function historyRow(run: EarlierRun, now: number): HistoryRow {
  const began = run.startedAt ?? run.createdAt
  return {
    runId: run.id,
    when: momentText(began, now),
    status: statusOf(run),
    // Of a lost run only the time when it was missed is known.
    lasted: run.endedAt === undefined || run.outcome === 'lost' ? '' : livedText(run.endedAt - began),
    headline: run.receipt === undefined ? '' : receiptHeadline(run.receipt),
    tone: run.receipt === undefined ? 'ended' : receiptTone(run.receipt),
    hasReceipt: run.receipt !== undefined,
  }
}

/** The runs that can be compared, newest first, each with the words by which it is chosen. */
export function comparableRuns(
  runs: readonly EarlierRun[],
  now: number,
): readonly { readonly value: RunId; readonly label: string; readonly receipt: Receipt }[] {
  const ended = runs.flatMap(({ id, receipt }) => (receipt === undefined ? [] : [{ id, receipt }]))
  const moments = momentTexts(
    ended.map(({ receipt }) => receipt.endedAt),
    now,
  )
  return ended.map(({ id, receipt }, index) => ({
    value: id,
    label: `${moments[index] ?? ''}, ${inSentence(OUTCOME_WORDS[receipt.outcome])}, ${inSentence(VERDICT_WORDS[receipt.verdict])}`,
    receipt,
  }))
}

/** The two that are compared unless somebody chooses: the newest stop with the one before, else the newest two ends. */
export function firstPair(runs: readonly { readonly receipt: Receipt }[]): readonly [number, number] | undefined {
  const stops = runs.flatMap(({ receipt }, index) => (isStop(receipt) ? [index] : []))
  const [newest, before] = stops.length >= 2 ? stops : runs.map((_, index) => index)
  return newest === undefined || before === undefined ? undefined : [before, newest]
}

export interface ComparisonView extends ReceiptComparison {
  readonly tone: Tone
  readonly word: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** Two ends of one task side by side, in the order in which they were, whichever was chosen first. */
export function comparisonView(one: Receipt, other: Receipt, now: number): ComparisonView {
  const [earlier, later] = one.endedAt <= other.endedAt ? [one, other] : [other, one]
  const compared = compareReceipts(earlier, later, now)
  return {
    ...compared,
    tone: compared.change === 'better' ? 'calm' : compared.change === 'worse' ? 'waiting' : 'ended',
    word: HISTORY_WORDS.changed[compared.change],
    columns: [HISTORY_WORDS.facts.fact, ...momentTexts([earlier.endedAt, later.endedAt], now)],
    rows: comparedFacts(earlier, later),
  }
}

/** A warning when the newest stop is worse than those before it. */
export function worseText(runs: readonly EarlierRun[], now: number): string | undefined {
  const [newest, ...earlier] = runs.flatMap(({ receipt }) => (receipt && isStop(receipt) ? [receipt] : []))
  return newest && stopsGotWorse(earlier, newest, now)
}
