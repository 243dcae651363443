import type { z } from 'zod'
import type { StackIssue } from '@contract/stack'
import { sayValue } from '@vocabulary/say-value'
import { didYouMean } from './did-you-mean'
import { byPlace, type SourcePlaces } from './source-places'

/** What zod found, as sentences with a place. */
export function schemaIssues(error: z.ZodError, value: unknown, places: SourcePlaces): readonly StackIssue[] {
  // In the order of the file, with one sentence for each part.
  const all = error.issues.flatMap((found) => sayIssue(found, [], value, places)).sort(byPlace)
  return all.filter((issue, index) => all.findIndex((other) => other.path === issue.path) === index)
}

function sayIssue(
  found: z.core.$ZodIssue,
  around: readonly string[],
  value: unknown,
  places: SourcePlaces,
): readonly StackIssue[] {
  const path = [...around, ...found.path.map(String)]
  switch (found.code) {
    case 'unrecognized_keys':
      return found.keys.map((key) => {
        const keys = found.message.split(', ')
        const meant = didYouMean(
          key,
          keys.filter((each) => !hasAt([...path, each], value)),
        )
        const expected = meant === undefined ? `one of ${found.message}` : `a known name (did you mean ${meant}?)`
        return places.issue([...path, key], `the unknown name "${key}"`, expected, 'key')
      })
    case 'invalid_key': {
      const name = path.at(-1) ?? ''
      const expected = found.issues[0]?.message ?? 'another name'
      return [places.issue(path, `the name ${sayValue(name)}`, expected, 'key')]
    }
    case 'invalid_union': {
      const branch = nearestBranch(found.errors)
      if (branch) return branch.flatMap((inner) => sayIssue(inner, path, value, places))
      return [places.issue(path, sayAt(path, value), found.message)]
    }
    default:
      return [places.issue(path, sayAt(path, value), found.message)]
  }
}

/** The alternative that was meant: the right sort of value, with the fewest names that are missing or unknown. */
function nearestBranch(branches: readonly (readonly z.core.$ZodIssue[])[]): readonly z.core.$ZodIssue[] | undefined {
  let best: { issues: readonly z.core.$ZodIssue[]; score: number } | undefined
  for (const issues of branches) {
    if (issues.some((issue) => issue.path.length === 0 && issue.code !== 'unrecognized_keys')) continue
    const score = issues.reduce((sum, issue) => sum + weight(issue), 0)
    if (score < (best?.score ?? Infinity)) best = { issues, score }
  }
  return best?.issues
}

function weight(issue: z.core.$ZodIssue): number {
  if (issue.code === 'unrecognized_keys') return 10 * issue.keys.length
  return issue.code === 'invalid_type' || issue.code === 'invalid_value' ? 5 : 1
}

function hasAt(path: readonly string[], value: unknown): boolean {
  return at(path, value) !== undefined
}

function at(path: readonly string[], value: unknown): unknown {
  let part = value
  for (const key of path) {
    if (typeof part !== 'object' || part === null || !Object.hasOwn(part, key)) return undefined
    part = Reflect.get(part, key) as unknown
  }
  return part
}

/** The values of variables are often secrets, and a message travels into logs. */
function sayAt(path: readonly string[], value: unknown): string {
  const part = at(path, value)
  if (part === null) return 'nothing'
  if (path.includes('env') && path.at(-1) !== 'env' && typeof part === 'string')
    return `text of ${part.length} characters`
  return sayValue(part)
}
