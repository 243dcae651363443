import type { z } from 'zod'
import { plainCopy, type OddPart } from '@contract/plain-copy'
import type { FieldIssue } from '@contract/problem'
import { sayValue } from './say-value'
import type { TaskSpec } from '@contract/task'
import { taskSpecSchema } from '@contract/task-schema'

export type ParsedTaskSpec =
  | { readonly ok: true; readonly spec: TaskSpec }
  /** At most one issue for each path. */
  | { readonly ok: false; readonly issues: readonly FieldIssue[] }

/** Reads a task from outside. Never throws, whatever it is given; the answer shares no object with `value`. */
export function parseTaskSpec(value: unknown): ParsedTaskSpec {
  const copy = plainCopy(value)
  if (typeof copy.value !== 'object' || copy.value === null || Array.isArray(copy.value)) {
    const got = copy.odd.find((part) => part.path === '')?.got ?? sayValue(copy.value)
    return { ok: false, issues: [issue('', got, 'an object with kind, name and what the kind needs')] }
  }
  const parsed = taskSpecSchema.safeParse(copy.value)
  const odd = copy.odd.map((part) => issue(part.path, part.got, expectedInsteadOf(part, parsed.error)))
  const wrong = (parsed.error?.issues ?? []).flatMap((found) => issuesOf(found, copy.value))
  if (parsed.success && odd.length === 0) return { ok: true, spec: parsed.data }
  return { ok: false, issues: firstOfEachPath([...odd, ...wrong]) }
}

function issuesOf(found: z.core.$ZodIssue, value: unknown): readonly FieldIssue[] {
  const path = found.path.map(String)
  if (found.code === 'unrecognized_keys') {
    const expected = `no property of that name ${whereOf(path, value)}`
    return found.keys.map((key) => issue([...path, key].join('.'), sayAt([...path, key], value), expected))
  }
  const told: unknown = found.code === 'custom' ? found.params?.['got'] : undefined
  return [issue(path.join('.'), typeof told === 'string' ? told : sayAt(path, value), found.message)]
}

/** An odd part is refused in the words of the field it stands in, or as not being JSON. */
function expectedInsteadOf(part: OddPart, error: z.ZodError | undefined): string {
  const same = error?.issues.find((found) => found.code !== 'unrecognized_keys' && found.path.join('.') === part.path)
  if (same !== undefined) return same.message
  return part.path.endsWith('__proto__')
    ? 'any other name'
    : 'JSON: text, numbers, true, false, null, lists and objects'
}

function sayAt(path: readonly string[], value: unknown): string {
  let at = value
  for (const key of path) {
    at = typeof at === 'object' && at !== null && Object.hasOwn(at, key) ? (Reflect.get(at, key) as unknown) : undefined
  }
  // The values of variables are often secrets, and a message travels into logs.
  if (path[0] === 'env' && path.length > 1 && typeof at === 'string') return `text of ${at.length} characters`
  return sayValue(at)
}

function whereOf(path: readonly string[], value: unknown): string {
  if (path.length > 0) return `in ${path.join('.')}`
  const kind = sayAt(['kind'], value).replaceAll('"', '')
  return `in a ${kind} task`
}

function issue(path: string, got: string, expected: string): FieldIssue {
  return { path, got, expected, message: `${path === '' ? 'task' : path}: got ${got}, expected ${expected}.` }
}

function firstOfEachPath(issues: readonly FieldIssue[]): readonly FieldIssue[] {
  const byPath = new Map<string, FieldIssue>()
  for (const one of issues) if (!byPath.has(one.path)) byPath.set(one.path, one)
  return [...byPath.values()]
}
