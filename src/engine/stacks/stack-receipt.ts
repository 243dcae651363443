import type { RunId } from '@contract/ids'
import { type Receipt, type Verdict, VERDICTS } from '@contract/receipt'
import type { StackReceipt, StillThere } from '@contract/stack'
import { secondsText } from '@vocabulary/durations'
import { inSentence, VERDICT_WORDS } from '@vocabulary/words'

export interface GoneRun {
  readonly name: string
  readonly runId: RunId
  readonly askedMs: number
  readonly goneMs: number
  readonly receipt: Receipt | undefined
}

export interface StackStopFacts {
  readonly stack: string
  readonly startedAt: number
  readonly endedAt: number
  readonly totalMs: number
  /** In the order in which they were gone. */
  readonly gone: readonly GoneRun[]
  readonly stillThere: readonly StillThere[]
}

/** One receipt from those of the runs. Pure. */
export function stackReceipt(facts: StackStopFacts): StackReceipt {
  const { gone } = facts
  const receipts = gone.flatMap(({ receipt }) => (receipt ? [receipt] : []))
  const verdicts: Partial<Record<Verdict, number>> = {}
  for (const { verdict } of receipts) verdicts[verdict] = (verdicts[verdict] ?? 0) + 1
  const survivors = receipts.flatMap(({ name, survivors: left }) => left.map((each) => ({ ...each, name })))
  const leaks = receipts.flatMap(({ name, leaks: left }) => left.map((each) => ({ ...each, name })))
  return {
    stack: facts.stack,
    startedAt: facts.startedAt,
    endedAt: facts.endedAt,
    totalMs: facts.totalMs,
    verdicts,
    receipts,
    order: gone.map(({ name, runId, askedMs, goneMs }) => ({ name, runId, askedMs, goneMs })),
    stillThere: facts.stillThere,
    survivors,
    leaks,
    sentence: sentenceOf(facts, verdicts, survivors, leaks.length),
  }
}

function sentenceOf(
  { stack, totalMs, gone, stillThere }: StackStopFacts,
  verdicts: Partial<Record<Verdict, number>>,
  survivors: StackReceipt['survivors'],
  leaks: number,
): string {
  const all = gone.length + stillThere.length
  if (all === 0) return `${stack}: nothing was running.`
  const counts = VERDICTS.flatMap((verdict) =>
    verdicts[verdict] === undefined ? [] : [`${verdicts[verdict]} ${inSentence(VERDICT_WORDS[verdict])}`],
  )
  const alive = survivors.filter(({ endedBy }) => endedBy === 'alive').length
  const order = gone.length > 0 ? `, in the order ${gone.map(({ name }) => name).join(', ')}` : ''
  const parts = [
    `${stack}: ${gone.length} of ${all} ${all === 1 ? 'run is' : 'runs are'} gone after ${secondsText(totalMs)}${order}${counts.length > 0 ? ` (${counts.join(', ')})` : ''}.`,
    ...stillThere.map(({ name, why }) => `Still there: ${name}. ${why}`),
    ...(survivors.length > 0
      ? [`${survivors.length} outlived ${survivors.length === 1 ? 'its' : 'their'} leader; ${alive} still alive.`]
      : []),
    ...(leaks > 0 ? [`${leaks} left behind.`] : []),
    ...(stillThere.length + survivors.length + leaks === 0 ? ['Nothing was left behind that could be seen.'] : []),
  ]
  return parts.join(' ')
}
