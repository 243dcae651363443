import { basename } from 'node:path'
import type { StackIssue } from '@contract/stack'

/** Where something stands in a file, counted from 1. */
export interface Place {
  readonly line: number
  readonly column: number
}

export type Path = readonly string[]

/** Where the parts of one file stand, and the issues and line numbers made from that. */
export class SourcePlaces {
  readonly file: string
  readonly #places = new Map<string, { key?: Place; value?: Place }>()
  readonly #words: Readonly<Record<string, string>>

  /** `words`: what the file of another tool calls our `tasks`, `dependsOn` and so on. */
  constructor(file: string, words: Readonly<Record<string, string>> = {}) {
    this.file = file
    this.#words = words
  }

  put(path: Path, what: 'key' | 'value', place: Place): void {
    const id = idOf(path)
    this.#places.set(id, { ...this.#places.get(id), [what]: place })
  }

  has(path: Path): boolean {
    return this.#places.has(idOf(this.#inFile(path)))
  }

  /** The place of a part, or of the nearest part around it that is in the file. */
  of(ours: Path, what: 'key' | 'value' = 'value'): Place {
    const path = this.#inFile(ours)
    for (let length = path.length; length >= 0; length -= 1) {
      const found = this.#places.get(idOf(path.slice(0, length)))
      // What is missing inside a part is missed at that part's name.
      const order = length === path.length && what === 'value' ? [found?.value, found?.key] : [found?.key, found?.value]
      const place = order[0] ?? order[1]
      if (place) return place
    }
    return { line: 1, column: 1 }
  }

  lineOf(path: Path): number {
    return this.of(path, 'key').line
  }

  issue(path: Path, got: string, expected: string, what: 'key' | 'value' = 'value'): StackIssue {
    return issueAt(this.file, this.of(path, what), this.#inFile(path).join('.'), got, expected)
  }

  #inFile(path: Path): Path {
    // Names of tasks stand at 1 and may be spelled like one of our words.
    return path.map((part, index) =>
      index === 1 || !Object.hasOwn(this.#words, part) ? part : (this.#words[part] ?? part),
    )
  }
}

export function issueAt(file: string, place: Place, path: string, got: string, expected: string): StackIssue {
  const where = `${basename(file)}:${place.line}:${place.column}: ${path === '' ? '' : `${path}: `}`
  return { file, ...place, path, got, expected, message: `${where}got ${got}, expected ${expected}.` }
}

/** Orders issues as they stand in the file. */
export function byPlace(one: Place, other: Place): number {
  return one.line - other.line || one.column - other.column
}

/** The place of a character of a text. */
export function placeAt(text: string, offset: number): Place {
  const before = text.slice(0, offset)
  const lineStart = before.lastIndexOf('\n') + 1
  return { line: before.split('\n').length, column: offset - lineStart + 1 }
}

const idOf = (path: Path): string => path.join('\0')
