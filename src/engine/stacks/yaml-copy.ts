import { isAlias, isMap, isScalar, isSeq, Scalar, type LineCounter, type Node, type YAMLMap } from 'yaml'
import type { StackIssue } from '@contract/stack'
import type { Path, Place, SourcePlaces } from './source-places'

/** A stack of a hundred tasks has some thousand parts; aliases of aliases reach this within a few lines. */
const MOST_PARTS = 100_000
const DEEPEST = 64

/** Plain data from the nodes of one YAML document: aliases followed, merge keys merged, places remembered. */
export class YamlCopy {
  readonly issues: StackIssue[] = []
  readonly #places: SourcePlaces
  readonly #lines: LineCounter
  readonly #asWritten: (path: Path) => boolean
  readonly #anchors = new Map<string, Node>()
  readonly #around = new Set<Node>()
  #parts = 0
  #insideAlias = 0

  constructor(places: SourcePlaces, lines: LineCounter, asWritten: (path: Path) => boolean) {
    this.#places = places
    this.#lines = lines
    this.#asWritten = asWritten
  }

  of(node: unknown): unknown {
    return this.#copy(node, [])
  }

  #copy(node: unknown, path: Path): unknown {
    if (this.#isTooMuch(path)) return null
    if (isAlias(node)) return this.#alias(node.source, node.range?.[0], path)
    if (!isScalar(node) && !isMap(node) && !isSeq(node)) return null
    if (node.anchor !== undefined && this.#insideAlias === 0) this.#anchors.set(node.anchor, node)
    this.#put(path, 'value', node)
    if (isScalar(node)) return this.#scalar(node, path)
    if (this.#around.has(node)) return this.#refuse(path, 'an alias that contains itself', 'an end')
    this.#around.add(node)
    const copied = isSeq(node)
      ? node.items.map((item, index) => this.#copy(item, [...path, String(index)]))
      : this.#map(node, path)
    this.#around.delete(node)
    return copied
  }

  #scalar(node: Scalar, path: Path): unknown {
    const written = node.type === Scalar.PLAIN && typeof node.value !== 'string' && node.value !== null
    return written && this.#asWritten(path) ? (node.source ?? String(node.value)) : node.value
  }

  #alias(name: string, offset: number | undefined, path: Path): unknown {
    const target = this.#anchors.get(name)
    const place = offset === undefined ? undefined : this.#place(offset)
    if (place) this.#places.put(path, 'value', place)
    if (!target) return this.#refuse(path, `the alias *${name}`, 'an anchor of that name above it')
    this.#insideAlias += 1
    const copied = this.#copy(target, path)
    this.#insideAlias -= 1
    return copied
  }

  #map(node: YAMLMap, path: Path): Record<string, unknown> {
    const own = new Map<string, unknown>()
    const merged = new Map<string, unknown>()
    for (const { key, value } of node.items) {
      if (isMergeKey(key)) {
        for (const [name, part] of this.#merge(value, path)) if (!merged.has(name)) merged.set(name, part)
        continue
      }
      const name = this.#name(key, path)
      if (name === undefined) continue
      const at = [...path, name]
      if (own.has(name)) this.#twice(key, at)
      else {
        if (isScalar(key)) this.#put(at, 'key', key)
        own.set(name, this.#copy(value, at))
      }
    }
    return Object.fromEntries([...[...merged].filter(([name]) => !own.has(name)), ...own])
  }

  #merge(value: unknown, path: Path): readonly (readonly [string, unknown])[] {
    const sources = isSeq(value) ? value.items : [value]
    return sources.flatMap((source) => {
      const copied = this.#copy(source, path)
      if (typeof copied === 'object' && copied !== null && !Array.isArray(copied)) return Object.entries(copied)
      this.#refuse([...path, '<<'], 'a merge of something that is no map', 'an alias of a map, or a list of them')
      return []
    })
  }

  #name(key: unknown, path: Path): string | undefined {
    if (isAlias(key)) return this.#name(this.#anchors.get(key.source), path)
    if (isScalar(key)) {
      if (key.anchor !== undefined) this.#anchors.set(key.anchor, key)
      const name = typeof key.value === 'string' ? key.value : (key.source ?? String(key.value))
      if (name !== '__proto__') return name
    }
    this.#refuse(path, isScalar(key) ? 'the name __proto__' : 'a list or map as a name', 'a text as a name')
    return undefined
  }

  #twice(key: unknown, path: Path): void {
    const first = this.#places.of(path, 'key')
    const name = path.at(-1) ?? ''
    const offset = isScalar(key) ? key.range?.[0] : undefined
    const place = offset === undefined ? first : this.#place(offset)
    const got = `"${name}" a second time (the first is in line ${first.line})`
    const { file } = this.#places
    const issue = this.#places.issue(path, got, 'each name once', 'key')
    const message = issue.message.replace(`:${issue.line}:${issue.column}:`, `:${place.line}:${place.column}:`)
    this.issues.push({ ...issue, ...place, file, message })
  }

  #isTooMuch(path: Path): boolean {
    this.#parts += 1
    if (this.#parts === MOST_PARTS + 1) {
      this.#refuse(path, `more than ${MOST_PARTS} values once its aliases are followed`, 'a stack file')
    }
    if (this.#parts <= MOST_PARTS && path.length > DEEPEST) {
      this.#refuse(path.slice(0, 1), `a value nested deeper than ${DEEPEST} levels`, 'a stack file')
      this.#parts = MOST_PARTS + 2
    }
    return this.#parts > MOST_PARTS
  }

  #refuse(path: Path, got: string, expected: string): undefined {
    this.issues.push(this.#places.issue(path, got, expected))
  }

  #put(path: Path, what: 'key' | 'value', node: Node): void {
    // Inside an alias the place is the alias: that is the line which the person has to look at.
    if (this.#insideAlias > 0 || !node.range) return
    this.#places.put(path, what, this.#place(node.range[0]))
  }

  #place(offset: number): Place {
    const { line, col } = this.#lines.linePos(offset)
    return { line: Math.max(1, line), column: Math.max(1, col) }
  }
}

function isMergeKey(key: unknown): boolean {
  return isScalar(key) && key.type === Scalar.PLAIN && key.source === '<<'
}
