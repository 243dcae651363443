import { wordsWithoutSecrets } from '@vocabulary/secrets'
import { readComposeWords, readContainerWords } from './container-words'
import type { Delegation, Look } from './delegation'
import { VERB_LAUNCHERS } from './launcher-table'
import type { VerbLauncher } from './verb-launcher'
import { readOptions, type ReadOptions } from './read-options'
import { readMoshWords, readSshWords } from './remote-words'
import type { Command } from './wrappers'

/** Programs that are read word by word. */
const READERS: Readonly<Record<string, (command: Command) => readonly Delegation[]>> = {
  docker: (command) => readContainerWords('docker', command),
  podman: (command) => readContainerWords('podman', command),
  nerdctl: (command) => readContainerWords('nerdctl', command),
  'docker-compose': ({ words, variables }) => readComposeWords('docker-compose', { words: words.slice(1), variables }),
  'podman-compose': ({ words, variables }) => readComposeWords('podman-compose', { words: words.slice(1), variables }),
  ssh: readSshWords,
  slogin: readSshWords,
  autossh: readSshWords,
  mosh: readMoshWords,
}

/** Rows for several programs, each of which is told by its own name. */
const OF_MANY = new Set(['service', 'a virtual machine', 'a remote shell', 'a container runtime'])

const BY_PROGRAM = new Map(VERB_LAUNCHERS.flatMap((row) => row.programs.map((program) => [program, row] as const)))

/** Every program that may hand work over: what a command line is looked through for before it is read. */
export const LAUNCHER_PROGRAMS: readonly string[] = [...Object.keys(READERS), ...BY_PROGRAM.keys()]

/** What one command, without wrappers around it, hands over. Pure. */
export function readLauncher(program: string, command: Command): readonly Delegation[] {
  if (Object.hasOwn(READERS, program)) return READERS[program]?.(command) ?? []
  const row = BY_PROGRAM.get(program)
  return row === undefined ? [] : readVerb(row, program, command)
}

function readVerb(row: VerbLauncher, program: string, { words, variables }: Command): readonly Delegation[] {
  const before = readOptions(words.slice(1), new Set(row.flags))
  // Options may stand behind the verb as well, but not behind a program of the person's that is named there.
  const asGiven = words.slice(1, words.length - before.rest.length)
  const has = (names: readonly string[]): boolean =>
    names.some(
      (name) =>
        before.options.has(name) || asGiven.includes(name) || (row.verbs !== undefined && before.rest.includes(name)),
    )
  if (!handsOver(row, program, before, has)) return []
  return [
    {
      launcher: OF_MANY.has(row.launcher) ? program : row.launcher,
      kind: row.kind,
      name: `what "${shortened(wordsWithoutSecrets([program, ...words.slice(1)]).join(' '))}" started`,
      staysWith: row.staysWith !== undefined && has(row.staysWith),
      variables,
      look: lookOf(row, before),
    },
  ]
}

type Has = (names: readonly string[]) => boolean

function handsOver(row: VerbLauncher, program: string, { rest }: ReadOptions, has: Has): boolean {
  const { verbs, unless, needs, harmless } = row
  if (unless !== undefined && has(unless)) return false
  if (needs !== undefined && !has(needs)) return false
  const given = rest.slice(0, row.verbWithin ?? 2)
  if (verbs !== undefined) return verbs.some((verb) => given.includes(verb))
  // `tmux a \; new-window x`: what follows the first command is not looked through for its words.
  if (harmless !== undefined) return !harmless.test(given[0] ?? '') || rest.includes(';')
  return needs !== undefined || rest.length > 0 || row.server !== undefined || program === 'batch'
}

function lookOf({ server, why }: VerbLauncher, { rest }: ReadOptions): Look {
  return server === undefined ? { at: 'nowhere', why } : { at: 'server', server, words: rest }
}

function shortened(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`
}
