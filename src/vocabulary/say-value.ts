import { withoutSecrets } from './secrets'

const LONGEST_SHOWN = 60

/** A short printable form of any value, for the `got` of a `FieldIssue`: `-5`, `"abc"`, `nothing`, `a list of 3`. Never throws. */
export function sayValue(value: unknown): string {
  switch (typeof value) {
    case 'undefined':
      return 'nothing'
    case 'string':
      return sayText(value)
    case 'number':
      return Number.isNaN(value) ? 'NaN (not a number)' : String(value)
    case 'bigint':
      return `${String(value).slice(0, LONGEST_SHOWN)}n (a BigInt)`
    case 'boolean':
      return String(value)
    case 'function':
      return 'a function'
    case 'symbol':
      return 'a symbol'
    case 'object':
      return sayObject(value)
  }
}

function sayText(text: string): string {
  const masked = withoutSecrets(text)
  const shown = masked.slice(0, LONGEST_SHOWN)
  return shown.length === masked.length
    ? JSON.stringify(masked)
    : `${JSON.stringify(`${shown}…`)} (${text.length} characters)`
}

function sayObject(value: object | null): string {
  if (value === null) return 'null'
  if (!Array.isArray(value)) return 'an object'
  return value.length === 0 ? 'an empty list' : `a list of ${value.length}`
}
