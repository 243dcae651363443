export type Language = 'typescript' | 'python'

export interface SnippetLine {
  readonly text: string
  /** The line that the lesson is about. */
  readonly matters: boolean
}

/** Reads a snippet in which `»` in the first column marks the lines that matter. The mark takes the place of one space. */
export function snippet(source: string): readonly SnippetLine[] {
  const lines = source.replace(/^\n/, '').trimEnd().split('\n')
  return lines.map((line) => ({ text: line.slice(1), matters: line.startsWith('»') }))
}
