/**
 * How well a text answers what was typed, 0 to 1; 0 leaves it out. Whole beginnings come first, then beginnings of words: loose
 * letters would let "stop" find "Restart Busy loop".
 */
export function paletteRank(text: string, search: string): number {
  const said = text.toLowerCase()
  const wanted = search.toLowerCase().trim()
  if (said.startsWith(wanted)) return 1
  const words = said.split(/[^\p{L}\p{N}]+/u)
  const parts = wanted.split(/\s+/)
  if (parts.every((part) => words.some((word) => word.startsWith(part)))) return 0.8
  return parts.every((part) => said.includes(part)) ? 0.5 : 0
}
