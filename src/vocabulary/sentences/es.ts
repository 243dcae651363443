import type { StatementFacts } from '@contract/statement'
import type { Words } from './words'

/** Spanish, a start: what is missing is said in English. */
export const es: Partial<Words<StatementFacts>> = {}
