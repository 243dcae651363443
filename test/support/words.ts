import { inspect } from 'node:util'
import type { Receipt } from '../../src/contract/receipt'
import type { Statement } from '../../src/contract/statement'
import { receiptSummary } from '../../src/vocabulary/receipt-summary'
import { say } from '../../src/vocabulary/sentences/say'

export { receiptSummary }

/** What a person reads, in English; empty where nothing is said. */
export function inWords(statement: Statement | undefined): string {
  return statement ? say(statement, 'en') : ''
}

/** A statement in an expected object, by what it says in English: the text, a pattern, or a matcher of `expect`. */
export function saying(expected: unknown): unknown {
  const shown = typeof expected === 'string' ? expected : inspect(expected)
  return {
    $$typeof: Symbol.for('jest.asymmetricMatcher'),
    asymmetricMatch: (value: unknown) => says(inWords(value as Statement | undefined), expected),
    toString: () => `saying ${shown}`,
    toAsymmetricMatcher: () => `saying ${shown}`,
  }
}

function says(text: string, expected: unknown): boolean {
  if (expected instanceof RegExp) return expected.test(text)
  return isMatcher(expected) ? expected.asymmetricMatch(text) : text === expected
}

function isMatcher(value: unknown): value is { asymmetricMatch(text: unknown): boolean } {
  return typeof value === 'object' && value !== null && 'asymmetricMatch' in value
}

/** A receipt with its summary, as a person reads it. */
export function withSummary(receipt: Receipt): Receipt & { readonly summary: string } {
  return { ...receipt, summary: receiptSummary(receipt) }
}
