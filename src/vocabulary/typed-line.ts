// The form's own, milder rules: a person's Windows path keeps its backslashes, and nothing is refused for what a shell would do.

export type SplitLine =
  | { readonly ok: true; readonly words: readonly string[] }
  /** `at` is the offset of the quote that is never closed. */
  | { readonly ok: false; readonly quote: '"' | "'"; readonly at: number }

/**
 * Splits a typed command line into a program and its arguments, without a shell: spaces part, quotes keep together, and
 * nothing is expanded. A backslash is itself unless a space, a quote or a backslash follows, so Windows paths survive.
 */
export function splitLine(line: string): SplitLine {
  const words: string[] = []
  let word: string | undefined
  let quote: { readonly mark: '"' | "'"; readonly at: number } | undefined
  for (let at = 0; at < line.length; at += 1) {
    const letter = line.charAt(at)
    const next = line.charAt(at + 1)
    if (quote !== undefined && letter === quote.mark) quote = undefined
    else if (quote === undefined && (letter === '"' || letter === "'")) {
      quote = { mark: letter, at }
      word ??= ''
    } else if (letter === '\\' && next !== '' && escapable(quote?.mark).includes(next)) {
      word = (word ?? '') + next
      at += 1
    } else if (quote === undefined && /\s/.test(letter)) {
      if (word !== undefined) words.push(word)
      word = undefined
    } else word = (word ?? '') + letter
  }
  if (quote !== undefined) return { ok: false, quote: quote.mark, at: quote.at }
  if (word !== undefined) words.push(word)
  return { ok: true, words }
}

function escapable(quote: '"' | "'" | undefined): string {
  if (quote === "'") return ''
  return quote === '"' ? '"\\' : ' "\'\\'
}

/** The line that `splitLine` splits into exactly these words. */
export function joinLine(words: readonly string[]): string {
  return words.map(quoteWord).join(' ')
}

function quoteWord(word: string): string {
  if (word !== '' && !/[\s"'\\]/.test(word)) return word
  return `"${word.replace(/["\\]/g, String.raw`\$&`)}"`
}

/** The first part of a split line that only a shell would understand: it is passed on as plain text. */
export function shellOnlyPart(words: readonly string[]): string | undefined {
  return words.find((word) => /^(?:\|\|?|&&?|;|>>?|<|2>(?:&1)?)$/.test(word) || /^\$\w|^\$\(|^~\/|^`/.test(word))
}
