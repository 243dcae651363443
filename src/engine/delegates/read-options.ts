/** Options in front of the first word that is none, and the words from there on. */
export interface ReadOptions {
  /** By name with its dashes. A flag has `''`. Repeated ones keep their order. */
  readonly options: ReadonlyMap<string, readonly string[]>
  readonly rest: readonly string[]
}

/**
 * Takes options apart as getopt and pflag do: `--name x`, `--name=x`, `-it`, `-eA=b`. `flags` names those that take no value,
 * every other one takes one: a command line of thirty options is then read right by the dozen that are flags. Pure.
 */
export function readOptions(words: readonly string[], flags: ReadonlySet<string>): ReadOptions {
  const options = new Map<string, string[]>()
  const add = (name: string, value: string): void => void options.set(name, [...(options.get(name) ?? []), value])
  let at = 0
  while (at < words.length) {
    const word = words[at] ?? ''
    if (word === '--') return { options, rest: words.slice(at + 1) }
    if (!word.startsWith('-') || word === '-') break
    at += 1
    if (word.startsWith('--')) {
      const equals = word.indexOf('=')
      if (equals > 0) add(word.slice(0, equals), word.slice(equals + 1))
      else if (flags.has(word)) add(word, '')
      else add(word, words[at++] ?? '')
      continue
    }
    for (let letter = 1; letter < word.length; letter++) {
      const name = `-${word.charAt(letter)}`
      if (flags.has(name)) {
        add(name, '')
        continue
      }
      const rest = word.slice(letter + 1)
      add(name, rest === '' ? (words[at++] ?? '') : rest.replace(/^=/, ''))
      break
    }
  }
  return { options, rest: words.slice(at) }
}

/** The value that counts: the last one given under any of these names. A variable of a shell is no value. */
export function optionOf(read: ReadOptions, ...names: readonly string[]): string | undefined {
  const value = names.flatMap((name) => read.options.get(name) ?? []).at(-1)
  return value === undefined || value === '' || value.includes('$') ? undefined : value
}

export function allOf(read: ReadOptions, ...names: readonly string[]): readonly string[] {
  return names.flatMap((name) => read.options.get(name) ?? [])
}

/** Set without a value, or with one that is not `false`. */
export function isSet(read: ReadOptions, ...names: readonly string[]): boolean {
  const value = names.flatMap((name) => read.options.get(name) ?? []).at(-1)
  return value !== undefined && value !== 'false'
}
