import { Composer, type CST, type Document, LineCounter, Parser } from 'yaml'

const DEEPEST = 100

export interface ComposedYaml {
  /** Empty for a text of nothing but comments. */
  readonly documents: readonly Document.Parsed[]
  readonly lines: LineCounter
  /** Where a part stands that is nested too deeply; then there are no documents. */
  readonly tooDeepAt?: number
}

/**
 * The nodes of a YAML text. How deep it is nested is looked at before they are made: the composer recurses, and close to the
 * end of the call stack V8 may end the whole process instead of throwing.
 */
export function composeYaml(text: string): ComposedYaml {
  const lines = new LineCounter()
  const tokens = [...new Parser(lines.addNewLine).parse(text)]
  const tooDeepAt = firstTooDeep(tokens)
  if (tooDeepAt !== undefined) return { documents: [], lines, tooDeepAt }
  // Duplicate keys are found by the copy, which can say where the first one stands.
  const composer = new Composer({ uniqueKeys: false, prettyErrors: false })
  const documents = [...composer.compose(tokens)].filter((each) => 'contents' in each)
  return { documents, lines }
}

function firstTooDeep(tokens: readonly CST.Token[]): number | undefined {
  const open = tokens.map((token) => ({ token, depth: 0 }))
  for (let next = open.pop(); next; next = open.pop()) {
    const { token, depth } = next
    if (depth > DEEPEST) return 'offset' in token ? token.offset : 0
    for (const inner of partsOf(token)) open.push({ token: inner, depth: depth + 1 })
  }
  return undefined
}

function partsOf(token: CST.Token): readonly CST.Token[] {
  if (token.type === 'document') return token.value ? [token.value] : []
  if (!('items' in token)) return []
  return token.items.flatMap(({ key, value }) => [...(key ? [key] : []), ...(value ? [value] : [])])
}
