import type { YAMLError } from 'yaml'
import type { StackIssue } from '@contract/stack'
import { composeYaml } from './compose-yaml'
import { YamlCopy } from './yaml-copy'
import { issueAt, SourcePlaces, type Path } from './source-places'

export type ReadYaml =
  | { readonly ok: true; readonly value: unknown; readonly places: SourcePlaces }
  | { readonly ok: false; readonly issues: readonly StackIssue[] }

/**
 * Reads one YAML document into plain data and remembers where each part stands. Never throws. Scalars at a path for which
 * `asWritten` is true stay the text of the file: `1.10` is then not the number 1.1.
 */
export function readYaml(
  text: string,
  file: string,
  asWritten: (path: Path) => boolean,
  words?: Readonly<Record<string, string>>,
): ReadYaml {
  const { documents, lines, tooDeepAt } = composeYaml(text)
  const issueOf = (offset: number, got: string, expected: string): StackIssue => {
    const { line, col } = lines.linePos(Math.max(0, offset))
    return issueAt(file, { line: Math.max(1, line), column: Math.max(1, col) }, '', got, expected)
  }
  if (tooDeepAt !== undefined) {
    return { ok: false, issues: [issueOf(tooDeepAt, 'lists or maps nested too deeply', 'a stack file')] }
  }
  const [document, second] = documents
  if (second) {
    const expected = 'one document (a line of --- begins another)'
    return { ok: false, issues: [issueOf(second.range[0], 'a second document', expected)] }
  }
  if (!document) return { ok: true, value: null, places: new SourcePlaces(file, words) }
  const wrong = [...document.errors, ...document.warnings]
  if (wrong.length > 0) {
    const issues = wrong.slice(0, 20).map((error) => issueOf(error.pos[0], ...sayYamlError(error)))
    return { ok: false, issues: onePerPlace(issues) }
  }
  const places = new SourcePlaces(file, words)
  const copy = new YamlCopy(places, lines, asWritten)
  const value = copy.of(document.contents)
  return copy.issues.length > 0 ? { ok: false, issues: copy.issues } : { ok: true, value, places }
}

function sayYamlError(error: YAMLError): [got: string, expected: string] {
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return ['a tab as indentation', 'spaces']
    case 'BAD_ALIAS':
      return [`an alias that cannot be followed (${bare(error.message)})`, 'an anchor of that name above it']
    case 'TAG_RESOLVE_FAILED':
      return [`a tag (${bare(error.message)})`, 'plain YAML without tags']
    default:
      return [`YAML with an error (${bare(error.message)})`, 'correct YAML']
  }
}

function bare(message: string): string {
  const line = message.split('\n', 1)[0] ?? ''
  return line.replace(/\.$/, '').slice(0, 200)
}

/** One mistake makes several errors at the same spot; the first says it. */
function onePerPlace(issues: readonly StackIssue[]): readonly StackIssue[] {
  return issues.filter(
    (issue, index) => issues.findIndex((other) => other.line === issue.line && other.column === issue.column) === index,
  )
}
