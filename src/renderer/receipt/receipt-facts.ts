import type { Receipt } from '@contract/receipt'
import { clockText, spanText } from '../tasks/durations'
import { CONTROL_WORDS, ORIGIN_WORDS } from '../tasks/words'
import { exitText } from './receipt-words'

export interface FactView {
  readonly name: string
  readonly value: string
}

/** The receipt's single facts, in the order in which a person asks for them. */
export function receiptFacts(receipt: Receipt): readonly FactView[] {
  return [
    fact('Outcome', receipt.outcome),
    fact('Verdict', receipt.verdict),
    fact('Asked', receipt.control === undefined ? 'nobody asked' : CONTROL_WORDS[receipt.control]),
    fact('Asked by', receipt.origin === undefined ? undefined : ORIGIN_WORDS[receipt.origin]),
    fact('Reason', receipt.reason),
    fact('Refusal', receipt.refusal?.replaceAll('-', ' ')),
    fact('Exit', exitText(receipt)),
    fact('Result', receipt.result),
    fact('Complete after', spanText(receipt.totalMs)),
    fact('Started', receipt.startedAt === undefined ? undefined : clockText(receipt.startedAt, true)),
    fact('Asked at', receipt.askedAt === undefined ? undefined : clockText(receipt.askedAt, true)),
    fact('Ended', clockText(receipt.endedAt, true)),
  ].filter((one) => one !== undefined)
}

function fact(name: string, value: string | undefined): FactView | undefined {
  return value === undefined || value === '' ? undefined : { name, value }
}
