import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findJsonError } from '../../../src/renderer/new-task/find-json-error'

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

// prettier-ignore
const LETTERS = ['{', '}', '[', ']', '"', ',', ':', '\\', ' ', '\n', '0', '1', '-', '+', '.', 'e', 'E', 'u', 'true', 'null', '/', '\u0001', 'é']

describe('the place of a JSON error', () => {
  const cases: readonly (readonly [string, number, number, RegExp])[] = [
    ['', 1, 1, /^a value/],
    ['abc', 1, 1, /^a value/],
    ['{a: 1}', 1, 2, /^a name in double quotes$/],
    ['{"a" 1}', 1, 6, /^a colon/],
    ['{\n  "a": 1,\n}', 3, 1, /^a name in double quotes$/],
    ['[1, 2', 1, 6, /^a comma or \]$/],
    ['[1 2]', 1, 4, /^a comma or \]$/],
    ['"abc', 1, 5, /^a closing double quote$/],
    [String.raw`"a\x"`, 1, 3, /^an escape/],
    ['{} {}', 1, 4, /^nothing more/],
    ['01', 1, 2, /^nothing more/],
  ]
  it.each(cases)('%j: line %i, column %i', (text, line, column, expected) => {
    const error = findJsonError(text)
    expect(error).toMatchObject({ line, column })
    expect(error?.expected).toMatch(expected)
  })

  it('is found exactly where JSON.parse refuses, for any text of JSON letters', () => {
    const letters = fc.string({
      unit: fc.constantFrom(...LETTERS),
      maxLength: 24,
    })
    fc.assert(
      fc.property(
        fc.oneof(
          letters,
          fc.json(),
          fc.json().map((text) => text.slice(1)),
        ),
        (text) => {
          expect(findJsonError(text) === undefined).toBe(isJson(text))
        },
      ),
      { numRuns: 2000 },
    )
  })
})
