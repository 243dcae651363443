import { joinWords, splitWords } from './split-words'

/** A command as a person would write it: one line where that reads back as the same words, else the list of words. */
export function fileCommand(words: readonly string[]): string | readonly string[] {
  const line = joinWords(words)
  if (/[\p{Cc}\u2028\u2029]/u.test(line) || line.length > 1_000) return words
  const split = splitWords(line)
  return split.ok && JSON.stringify(split.words) === JSON.stringify(words) ? line : words
}
