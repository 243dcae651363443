/**
 * Fills `${NAME}`, `${NAME:-else}`, `${NAME-else}` and `$NAME` as Compose does when it reads the file; `$$` is one dollar.
 * `undefined` when a variable is not set and nothing stands in for it.
 */
export function fillVariables(text: string, variables: Readonly<Record<string, string>>): string | undefined {
  const missing: string[] = []
  const filled = text.replaceAll(
    /\$(?:\$|\{([A-Za-z_]\w*)(?:(:?[-+?])([^}]*))?\}|([A-Za-z_]\w*))/g,
    (
      whole,
      braced: string | undefined,
      how: string | undefined,
      other: string | undefined,
      bare: string | undefined,
    ) => {
      const name = braced ?? bare
      if (name === undefined) return '$'
      const value = Object.hasOwn(variables, name) ? variables[name] : undefined
      const isSet = value !== undefined && !(how?.startsWith(':') && value === '')
      if (how?.endsWith('+')) return isSet ? (other ?? '') : ''
      if (isSet) return value
      if (how?.endsWith('-')) return other ?? ''
      missing.push(name)
      return whole
    },
  )
  return missing.length > 0 ? undefined : filled
}
