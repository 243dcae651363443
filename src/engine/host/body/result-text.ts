import type { Statement } from '@contract/statement'
const MAX_CHARACTERS = 2_000

export interface ResultText {
  readonly text?: string
  /** Why the text is not simply the result as JSON. */
  readonly note?: Statement
}

/** What a workload returned, as JSON text. What JSON cannot hold is shown as text, and that is said. */
export function resultText(value: unknown): ResultText {
  if (value === undefined) return {}
  const [json, why] = toJson(value)
  const text = json ?? JSON.stringify(toText(value))
  const note = why === undefined ? undefined : ({ code: 'result-not-json', why } as const)
  if (text.length <= MAX_CHARACTERS) return { text, ...(note ? { note } : {}) }
  return {
    text: `${text.slice(0, MAX_CHARACTERS - 1)}…`,
    note: note ?? { code: 'result-cut', shown: MAX_CHARACTERS, of: text.length },
  }
}

function toJson(value: unknown): [text: string | undefined, why?: string] {
  try {
    const json: unknown = JSON.stringify(value)
    return typeof json === 'string' ? [json] : [undefined, `it is a ${typeof value}`]
  } catch (error) {
    return [undefined, error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'it cannot be read']
  }
}

function toText(value: unknown): string {
  try {
    return String(value)
  } catch {
    return Object.prototype.toString.call(value)
  }
}
