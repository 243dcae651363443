import type { Fields } from './fields'
import type { ImportDraft } from './import-draft'

/**
 * Variables as other tools write them: a list of `NAME=value`, or a map. A name without a value means "from whoever starts
 * it" there; a task here gets no variables by accident, so that it is left out.
 */
export function variableList(
  fields: Fields,
  name: string,
  draft: ImportDraft,
  fill: (text: string) => string | undefined = (text) => text,
): Record<string, string> {
  const value = fields.raw(name)
  const path = [...fields.path, name]
  const variables: Record<string, string> = {}
  for (const [key, given] of pairsOf(value)) {
    if (key === '' || key.includes('\0')) continue
    if (given === undefined) {
      draft.leaveOut([...path, key], 'It has no value; add it under env if the program needs it.')
      continue
    }
    const filled = fill(given)
    if (filled === undefined) draft.leaveOut([...path, key], 'It needs a variable that is not set here.')
    else variables[key] = filled
  }
  return variables
}

function pairsOf(value: unknown): readonly (readonly [string, string | undefined])[] {
  if (Array.isArray(value)) {
    return value
      .filter((item): item is string => typeof item === 'string')
      .map((item) => {
        const at = item.indexOf('=')
        return at < 0 ? [item, undefined] : [item.slice(0, at), item.slice(at + 1)]
      })
  }
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).map(([key, given]: [string, unknown]) => [
    key,
    typeof given === 'string' || typeof given === 'number' || typeof given === 'boolean' ? String(given) : undefined,
  ])
}
