import type { NamedProcess } from '@contract/statements/named-process'

/** A sentence as a receipt shows it: it starts with a capital and ends with a stop, whoever wrote it. */
export function asSentence(text: string): string {
  const trimmed = text.trim()
  const capital = upperFirst(trimmed)
  return trimmed === '' || /[.!?…]$/.test(trimmed) ? capital : `${capital}.`
}

/** A sentence as part of another one: without its capital and its full stop. The name of a signal stays as it is. */
export function asClause(sentence: string): string {
  const text = withoutStop(sentence)
  return /^[A-Z]{2}/.test(text) ? text : lowerFirst(text)
}

export function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, '')
}

export function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

export function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}

/** `node server.js (process 12), sleep 60 (process 13)`. */
export function processList(processes: readonly NamedProcess[]): string {
  return processes.map(({ command, pid }) => `${command} (process ${pid})`).join(', ')
}
