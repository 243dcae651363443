import type { ProcessTaskSpec } from '@contract/task'
import { splitWords } from '@vocabulary/command-line'

export type ShellLine = Pick<ProcessTaskSpec, 'command' | 'args' | 'shell'>

/**
 * A line that its own tool would give to a shell. One that needs no shell runs without: then no shell stands between the
 * stop and the program, and swallows the signal.
 */
export function shellLine(line: string): ShellLine {
  const [command, ...args] = plainWords(line) ?? []
  if (command === undefined) return { command: line, shell: true }
  return args.length === 0 ? { command } : { command, args }
}

/** The same as words, for where only a list of words can stand. */
export function shellWords(line: string): readonly string[] {
  return plainWords(line) ?? ['/bin/sh', '-c', line]
}

export function sayHowItRuns({ shell }: ShellLine): string {
  return shell
    ? 'It runs through the shell of the settings, as it needs one.'
    : 'It runs without a shell, as it needs none.'
}

/** Builtins, patterns and comments need a shell too, though `splitWords` can take them apart. */
const SHELL_ONLY =
  /^(?:cd|source|\.|export|exec|eval|ulimit|umask|trap|set|unset|alias|if|for|while|until|case|\{|!|:|wait)$/

function plainWords(line: string): readonly string[] | undefined {
  const bare = line.trim().replace(/^exec\s+/, '')
  const split = splitWords(bare)
  if (!split.ok || SHELL_ONLY.test(split.words[0] ?? '')) return undefined
  const unquoted = bare.replaceAll(/'[^']*'|"[^"]*"|\\./g, '')
  return /[*?[#~]|\{[^}]*[,.]/.test(unquoted) ? undefined : split.words
}
