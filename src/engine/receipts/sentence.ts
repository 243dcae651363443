/** A sentence as the receipt shows it: it starts with a capital and ends with a stop, whoever wrote it. */
export function asSentence(text: string): string {
  const trimmed = text.trim()
  const capital = trimmed.charAt(0).toUpperCase() + trimmed.slice(1)
  return trimmed === '' || /[.!?…]$/.test(trimmed) ? capital : `${capital}.`
}
