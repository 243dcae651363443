import { dirname } from 'node:path'
import type { StackAnswer } from '@contract/stack'
import { sayValue } from '@vocabulary/say-value'
import { readYaml } from '../read-yaml'
import type { StackSources } from '../stack-sources'
import { isTextOfService } from '../text-fields'
import { ImportDraft } from './import-draft'

export interface ServiceFile {
  readonly ok: true
  readonly draft: ImportDraft
  readonly top: Fields
  /** Paths in the file are relative to it. */
  readonly folder: string
}

/** Reads a file that lists services, and begins the draft of what it says. `words`: what the file calls its parts. */
export function openServiceFile(
  text: string,
  file: string,
  sources: StackSources,
  words: Readonly<Record<string, string>>,
): ServiceFile | Extract<StackAnswer, { readonly ok: false }> {
  const yaml = readYaml(text, file, isTextOfService, words)
  if (!yaml.ok) return yaml
  const draft = new ImportDraft(yaml.places, sources)
  return { ok: true, draft, top: new Fields(yaml.value, [], draft), folder: dirname(file) }
}

/** The settings of one map of a foreign file. What has the wrong type, and what nobody asked for, is noted as left out. */
export class Fields {
  readonly path: readonly string[]
  readonly #map: Readonly<Record<string, unknown>>
  readonly #draft: ImportDraft
  readonly #seen = new Set<string>()

  constructor(value: unknown, path: readonly string[], draft: ImportDraft) {
    this.path = path
    this.#draft = draft
    if (value !== null && value !== undefined && !isMap(value)) {
      draft.leaveOut(path, `It is ${sayValue(value)}, not a map.`)
    }
    this.#map = isMap(value) ? value : {}
  }

  get names(): readonly string[] {
    return Object.keys(this.#map)
  }

  raw(name: string): unknown {
    this.#seen.add(name)
    return Object.hasOwn(this.#map, name) ? (this.#map[name] ?? undefined) : undefined
  }

  text(name: string): string | undefined {
    return this.#fitting(name, 'text', (value) => (typeof value === 'string' ? value : undefined))
  }

  /** Text, also where YAML 1.1 of another tool would have read `no` as false. */
  word(name: string): string | undefined {
    return this.#fitting(name, 'text', (value) => {
      if (typeof value === 'boolean') return value ? 'yes' : 'no'
      return typeof value === 'string' ? value : undefined
    })
  }

  number(name: string): number | undefined {
    return this.#fitting(name, 'a number', (value) => {
      // process-compose lets a port be written as text.
      const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value
      return typeof number === 'number' && Number.isFinite(number) && number >= 0 ? number : undefined
    })
  }

  flag(name: string): boolean {
    return this.#fitting(name, 'true or false', (value) => (typeof value === 'boolean' ? value : undefined)) ?? false
  }

  texts(name: string): readonly string[] | undefined {
    return this.#fitting(name, 'a list of texts', (value) =>
      Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined,
    )
  }

  map(name: string): Fields | undefined {
    const value = this.raw(name)
    return value === undefined ? undefined : new Fields(value, [...this.path, name], this.#draft)
  }

  /** Notes one setting as left out, if it is there. */
  leaveOut(name: string, why: string): void {
    if (this.raw(name) !== undefined) this.#draft.leaveOut([...this.path, name], why)
  }

  /** Notes all that was not asked for. To be called last. */
  leaveOutRest(reasons: Readonly<Record<string, string>> = {}): void {
    for (const name of this.names) {
      if (this.#seen.has(name)) continue
      const why = Object.hasOwn(reasons, name) ? reasons[name] : undefined
      this.#draft.leaveOut([...this.path, name], why ?? 'Quiesce has no such setting.')
    }
  }

  #fitting<Value>(name: string, expected: string, fit: (value: unknown) => Value | undefined): Value | undefined {
    const value = this.raw(name)
    if (value === undefined) return undefined
    const fitting = fit(value)
    if (fitting === undefined) {
      this.#draft.leaveOut([...this.path, name], `It is ${sayValue(value)}; expected ${expected}.`)
    }
    return fitting
  }
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
