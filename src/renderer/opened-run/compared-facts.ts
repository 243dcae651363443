import type { Receipt } from '@contract/receipt'
import { spanText } from '@vocabulary/durations'
import { CONTROL_WORDS, ORIGIN_WORDS, sendWords, VERDICT_WORDS } from '@vocabulary/words'
import { exitText } from '../receipt/receipt-words'
import { lowerFirst, upperFirst } from '@vocabulary/sentences/text'
import { HISTORY_WORDS } from './history-words'

const { facts: NAMES, nothing, nobody } = HISTORY_WORDS

/** The facts in which two receipts can differ: a name and both values. One that neither has is left out. */
export function comparedFacts(earlier: Receipt, later: Receipt): readonly (readonly string[])[] {
  const row = (name: string, fact: (receipt: Receipt) => string): readonly string[] => [
    name,
    fact(earlier) || nothing,
    fact(later) || nothing,
  ]
  return [
    row(NAMES.verdict, ({ verdict }) => VERDICT_WORDS[verdict]),
    row(NAMES.outcome, ({ outcome }) => upperFirst(outcome)),
    row(NAMES.time, ({ totalMs }) => spanText(totalMs)),
    row(NAMES.asked, askedText),
    row(NAMES.sent, ({ ladder }) => ladder.map((step) => `${sendWords(step.send)} at ${spanText(step.ms)}`).join(', ')),
    row(NAMES.exit, (receipt) => exitText(receipt) ?? ''),
    row(NAMES.cleanup, ({ cleanups }) =>
      cleanups
        .map(({ name, startedMs, finishedMs }) =>
          finishedMs === undefined ? `${name}: not finished` : `${name}: ${spanText(finishedMs - startedMs)}`,
        )
        .join(', '),
    ),
    row(NAMES.survivors, ({ survivors }) => (survivors.length === 0 ? '' : String(survivors.length))),
    row(NAMES.leaks, ({ leaks }) => leaks.map(({ what }) => what).join(', ')),
  ].filter(([, one, other]) => one !== nothing || other !== nothing)
}

function askedText({ control, origin }: Receipt): string {
  if (control === undefined) return nobody
  return origin === undefined
    ? CONTROL_WORDS[control]
    : `${CONTROL_WORDS[control]}, by: ${lowerFirst(ORIGIN_WORDS[origin].label)}`
}
