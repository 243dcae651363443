type Measure = (text: string) => number

/** The text, or as much of it as fits into `width`, then an ellipsis. */
export function fittingText(text: string, width: number, measure: Measure): string {
  if (measure(text) <= width) return text
  let fits = 0
  let tooLong = text.length
  while (tooLong - fits > 1) {
    const middle = Math.floor((fits + tooLong) / 2)
    if (measure(`${text.slice(0, middle).trimEnd()}…`) <= width) fits = middle
    else tooLong = middle
  }
  return `${text.slice(0, fits).trimEnd()}…`
}

/** The text in lines that fit into `width`, at most `most` of them; the last is cut where more would follow. */
export function wrappedText(text: string, width: number, most: number, measure: Measure): readonly string[] {
  const words = text.split(/\s+/).filter(Boolean)
  const lines: string[] = []
  let line = ''
  for (const [index, word] of words.entries()) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line === '' || measure(longer) <= width) {
      line = longer
      continue
    }
    if (lines.length === most - 1)
      return [...lines, fittingText([line, ...words.slice(index)].join(' '), width, measure)]
    lines.push(fittingText(line, width, measure))
    line = word
  }
  return line === '' ? lines : [...lines, fittingText(line, width, measure)]
}
