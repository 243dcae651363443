export interface JsonError {
  /** Offset in UTF-16 units. */
  readonly at: number
  /** Both count from 1. */
  readonly line: number
  readonly column: number
  readonly expected: string
}

class Unexpected extends Error {
  constructor(
    readonly at: number,
    readonly expected: string,
  ) {
    super(expected)
  }
}

const BLANK = /[ \t\n\r]*/y
const DIGITS = /\d*/y
const PLAIN_TEXT = /[^"\\\u0000-\u001f]*/y
const ESCAPE = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y
const WORD = /true|false|null/y

/** Where and why a text is not JSON. `JSON.parse` tells the place only for some errors, and differently in each version. */
export function findJsonError(text: string): JsonError | undefined {
  try {
    const end = skip(BLANK, text, value(text, skip(BLANK, text, 0)))
    if (end < text.length) throw new Unexpected(end, 'nothing more after the value')
    return undefined
  } catch (error) {
    if (error instanceof Unexpected) return { ...placeOf(text, error.at), expected: error.expected }
    throw error
  }
}

function skip(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from
  return from + (pattern.exec(text)?.[0].length ?? 0)
}

function value(text: string, at: number): number {
  const first = text.charAt(at)
  if (first === '{') return list(text, at, '}', member)
  if (first === '[') return list(text, at, ']', value)
  if (first === '"') return string(text, at)
  const end = Math.max(number(text, at), skip(WORD, text, at))
  if (end === at) throw new Unexpected(at, 'a value: text in double quotes, a number, true, false, null, [ or {')
  return end
}

function member(text: string, at: number): number {
  if (text.charAt(at) !== '"') throw new Unexpected(at, 'a name in double quotes')
  const colon = skip(BLANK, text, string(text, at))
  if (text.charAt(colon) !== ':') throw new Unexpected(colon, 'a colon after the name')
  return value(text, skip(BLANK, text, colon + 1))
}

function list(text: string, open: number, close: string, item: (text: string, at: number) => number): number {
  let at = skip(BLANK, text, open + 1)
  if (text.charAt(at) === close) return at + 1
  for (;;) {
    at = skip(BLANK, text, item(text, at))
    const mark = text.charAt(at)
    if (mark === close) return at + 1
    if (mark !== ',') throw new Unexpected(at, `a comma or ${close}`)
    at = skip(BLANK, text, at + 1)
  }
}

/** The end of a number, or `at` where there is none. What follows the longest number is for the caller to refuse. */
function number(text: string, at: number): number {
  const whole = text.charAt(at) === '-' ? at + 1 : at
  const end = text.charAt(whole) === '0' ? whole + 1 : skip(DIGITS, text, whole)
  if (end === whole) return at
  const point = text.charAt(end) === '.' ? skip(DIGITS, text, end + 1) : end
  const fraction = point > end + 1 ? point : end
  if (!/[eE]/.test(text.charAt(fraction))) return fraction
  const power = fraction + (/[+-]/.test(text.charAt(fraction + 1)) ? 2 : 1)
  const exponent = skip(DIGITS, text, power)
  return exponent > power ? exponent : fraction
}

function string(text: string, open: number): number {
  let end = skip(PLAIN_TEXT, text, open + 1)
  while (text.charAt(end) === '\\') {
    const after = skip(ESCAPE, text, end)
    if (after === end) throw new Unexpected(end, 'an escape such as \\n or \\u0041')
    end = skip(PLAIN_TEXT, text, after)
  }
  if (text.charAt(end) === '"') return end + 1
  throw new Unexpected(end, 'a closing double quote')
}

function placeOf(text: string, at: number): Omit<JsonError, 'expected'> {
  const before = text.slice(0, at).split('\n')
  return { at, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}
