import type { Receipt } from '@contract/receipt'
import { clockText, spanText } from '@vocabulary/durations'
import { CONTROL_WORDS, inSentence, ORIGIN_WORDS, OUTCOME_WORDS, refusalWords, VERDICT_WORDS } from '@vocabulary/words'
import { exitText } from './receipt-words'
import { WORDS } from './words'

export interface FactView {
  readonly name: string
  readonly value: string
}

/** The receipt's single facts, in the order in which a person asks for them. */
export function receiptFacts(receipt: Receipt): readonly FactView[] {
  return [
    fact(WORDS.outcome, inSentence(OUTCOME_WORDS[receipt.outcome])),
    fact(WORDS.verdict, inSentence(VERDICT_WORDS[receipt.verdict])),
    fact(WORDS.asked, receipt.control === undefined ? WORDS.nobodyAsked : CONTROL_WORDS[receipt.control]),
    fact(WORDS.askedByWhom, receipt.origin === undefined ? undefined : ORIGIN_WORDS[receipt.origin].label),
    fact(WORDS.reason, receipt.reason),
    fact(WORDS.refusal, receipt.refusal && refusalWords(receipt.refusal)),
    fact(WORDS.exit, exitText(receipt)),
    fact(WORDS.result, receipt.result),
    fact(WORDS.completeAfter, spanText(receipt.totalMs)),
    fact(WORDS.started, receipt.startedAt === undefined ? undefined : clockText(receipt.startedAt, true)),
    fact(WORDS.askedAt, receipt.askedAt === undefined ? undefined : clockText(receipt.askedAt, true)),
    fact(WORDS.ended, clockText(receipt.endedAt, true)),
  ].filter((one) => one !== undefined)
}

function fact(name: string, value: string | undefined): FactView | undefined {
  return value === undefined || value === '' ? undefined : { name, value }
}
