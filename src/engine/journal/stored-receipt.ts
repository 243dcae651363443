import type { Delegate } from '@contract/delegate'
import type { Receipt, ReceiptStep, SentStep } from '@contract/receipt'
import { verbatim, type Statement } from '@contract/statement'

/** How evidence that was concluded and not seen began, when sentences were stored. */
const INFERRED = 'Inferred: '

/** Until statements had codes they were stored as English sentences. */
type Stored = Statement | string

interface StoredReceipt extends Omit<
  Receipt,
  'steps' | 'ladder' | 'failure' | 'blindSpots' | 'whyStillThere' | 'delegates'
> {
  readonly steps: readonly (Omit<ReceiptStep, 'evidence'> & { readonly evidence: Stored })[]
  readonly ladder: readonly (Omit<SentStep, 'note'> & { readonly note?: Stored })[]
  readonly failure?: Stored
  readonly whyStillThere?: Statement
  readonly blindSpots: readonly Stored[]
  readonly delegates?: readonly (Omit<Delegate, 'evidence'> & { readonly evidence: Stored })[]
}

/** A receipt as this version has it, from one of any version: old sentences are kept word for word. Pure. */
export function receiptOfAnyVersion(stored: StoredReceipt): Receipt {
  const { failure, delegates, ...rest } = stored
  return {
    ...rest,
    ...(failure !== undefined && { failure: statementOf(failure) }),
    ...(delegates !== undefined && {
      delegates: delegates.map(({ evidence, ...each }) => ({ ...each, evidence: statementOf(evidence) })),
    }),
    steps: stored.steps.map(({ evidence, ...step }) => ({
      ...step,
      evidence: statementOf(evidence),
      ...(typeof evidence === 'string' && evidence.startsWith(INFERRED) && { inferred: true as const }),
    })),
    ladder: stored.ladder.map(({ note, ...sent }) => ({
      ...sent,
      ...(note !== undefined && { note: statementOf(note) }),
    })),
    blindSpots: stored.blindSpots.map(statementOf),
  }
}

function statementOf(stored: Stored): Statement {
  return typeof stored === 'string' ? verbatim(stored) : stored
}
