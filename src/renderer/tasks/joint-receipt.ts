import type { RunId } from '@contract/ids'
import type { Receipt, Verdict } from '@contract/receipt'
import type { RunOutline } from '@contract/run-outline'
import type { StackReceipt } from '@contract/stack'
import { spanText } from '@vocabulary/durations'
import { say } from '@vocabulary/sentences/say'
import { VERDICT_WORDS } from '@vocabulary/words'
import { BOARD_WORDS } from './board-words'

/** True when none of them will change by itself any more: each has ended, or is stuck. */
export function isSettled(runs: readonly (RunOutline | undefined)[]): boolean {
  return runs.every((run) => run === undefined || run.phase === 'stuck' || run.receipt !== undefined)
}

/** One receipt for runs that were asked together at `askedAt`, as a stack has one. */
export function jointReceipt(runs: readonly RunOutline[], askedAt: number): StackReceipt {
  const ended = runs.flatMap(({ receipt }) => receipt ?? []).sort((a, b) => a.endedAt - b.endedAt)
  const stuck = runs.filter((run) => run.receipt === undefined)
  const endedAt = Math.max(askedAt, ...ended.map((receipt) => receipt.endedAt))
  const verdicts = counted(ended)
  const order = ended.map((receipt) => ({
    name: receipt.name,
    runId: receipt.runId,
    askedMs: Math.max(0, (receipt.askedAt ?? askedAt) - askedAt),
    goneMs: Math.max(0, receipt.endedAt - askedAt),
  }))
  const receipt = {
    stack: '',
    startedAt: askedAt,
    endedAt,
    totalMs: endedAt - askedAt,
    verdicts,
    receipts: ended,
    order,
    stillThere: stuck.map(({ name, id: runId, waitingFor }) => ({
      name,
      runId,
      asked: true,
      why: waitingFor ? say(waitingFor) : BOARD_WORDS.stillThere,
    })),
    survivors: ended.flatMap(({ name, survivors }) => survivors.map((one) => ({ ...one, name }))),
    leaks: ended.flatMap(({ name, leaks }) => leaks.map((one) => ({ ...one, name }))),
  }
  return { ...receipt, sentence: sentenceOf(receipt) }
}

function counted(receipts: readonly Receipt[]): Readonly<Partial<Record<Verdict, number>>> {
  const counts: Partial<Record<Verdict, number>> = {}
  for (const { verdict } of receipts) counts[verdict] = (counts[verdict] ?? 0) + 1
  return counts
}

/** `10 clean, 2 forced. The slowest was web, gone after 3.0 s. 1 survivor, 0 leaks.` */
function sentenceOf(receipt: Omit<StackReceipt, 'sentence'>): string {
  const verdicts = Object.entries(receipt.verdicts)
    .map(
      ([verdict, count]) =>
        `${String(count)} ${verdict === 'survivors' ? BOARD_WORDS.withSurvivors : VERDICT_WORDS[verdict as Verdict].toLowerCase()}`,
    )
    .join(', ')
  const slowest = receipt.order.reduce<{ name: string; goneMs: number; runId: RunId } | undefined>(
    (held, one) => (held === undefined || one.goneMs > held.goneMs ? one : held),
    undefined,
  )
  const parts = [
    verdicts === '' ? BOARD_WORDS.noneHasGone : `${verdicts}.`,
    slowest === undefined ? '' : BOARD_WORDS.slowest(slowest.name, spanText(slowest.goneMs)),
    receipt.stillThere.length === 0 ? '' : BOARD_WORDS.stillRunning(receipt.stillThere.length),
    BOARD_WORDS.leftOver(receipt.survivors.length, receipt.leaks.length),
  ]
  return parts.filter(Boolean).join(' ')
}
