import { z } from 'zod'
import type { AnswerStatements } from './statements/answer-statements'
import type { ControlStatements } from './statements/control-statements'
import type { DelegateStatements } from './statements/delegate-statements'
import type { FamilyStatements } from './statements/family-statements'
import type { FailureStatements } from './statements/failure-statements'
import type { LeftoverStatements } from './statements/leftover-statements'
import type { ProcessStatements } from './statements/process-statements'
import type { ProbeStatements } from './statements/probe-statements'
import type { ReceiptStatements } from './statements/receipt-statements'
import type { RecoveryStatements } from './statements/recovery-statements'
import type { SightStatements } from './statements/sight-statements'
import type { SummaryStatements } from './statements/summary-statements'
import type { WaitStatements } from './statements/wait-statements'
import type { WorkloadStatements } from './statements/workload-statements'

/** Statements that belong to no subject. */
interface PlainStatements {
  /**
   * Words of somebody else, or of a version that stored sentences: shown as they are. `text` is in the language it was written
   * in. What Quiesce says itself has a code of its own.
   */
  readonly verbatim: { readonly text: string }
  /** Several statements, said one after the other. */
  readonly 'all-of': { readonly statements: readonly Statement[] }
}

/** Every code that Quiesce can say, with the facts that belong to it. Each subject has its file in `statements/`. */
export interface StatementFacts
  extends
    PlainStatements,
    AnswerStatements,
    ControlStatements,
    DelegateStatements,
    FamilyStatements,
    FailureStatements,
    LeftoverStatements,
    ProcessStatements,
    ProbeStatements,
    ReceiptStatements,
    RecoveryStatements,
    SightStatements,
    SummaryStatements,
    WaitStatements,
    WorkloadStatements {}

export type StatementCode = keyof StatementFacts

export type StatementOf<Code extends StatementCode> = { readonly code: Code } & StatementFacts[Code]

/**
 * Something that is said, as data: a code and its facts, plain and without words. It is stored, sent and compared so;
 * `vocabulary/sentences` makes a sentence of it, in the language of whoever reads.
 */
export type Statement = { [Code in StatementCode]: StatementOf<Code> }[StatementCode]

export function verbatim(text: string): Statement {
  return { code: 'verbatim', text }
}

/** One statement of several; those that are `undefined` are left out. At least one must be there. */
export function allOf(...statements: readonly (Statement | undefined)[]): Statement {
  const flat = statements.flatMap((each) =>
    each === undefined ? [] : each.code === 'all-of' ? each.statements : [each],
  )
  const [only] = flat
  return flat.length === 1 && only ? only : { code: 'all-of', statements: flat }
}

/** A statement that comes from another process of ours or from the disk. Facts are not looked into: words bear what is missing. */
export const statementSchema = z.custom<Statement>(isStatement, 'expected a statement: an object with a code')

function isStatement(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'code' in value && typeof value.code === 'string'
}
