import type { ExitFact } from '@contract/outcome'
import type { Statement } from '@contract/statement'
import type { ProcessTaskSpec } from '@contract/task'
import type { Delegation } from './delegation'
import { delegationsOf } from './recognise'
import { shellCommands } from './shell-commands'
import { isShell, programOf } from './wrappers'

/** ssh(1): it exits with the status of the far command, or with 255 if an error occurred. */
const SSH_ERROR = 255

/** Anything, outside of quotes, that makes a line more than commands of which each is run only if the one before left with 0. */
const MORE_THAN_AND = /[;&|()`$!<>\\\n'"]/
const QUOTED = /'[^']*'|"[^"$`\\]*"/g

/** How the far program is known to have ended, where the leader's exit code tells that of its ssh. Pure. */
export function endsWithLeader(
  delegation: Delegation,
  { command, args = [], shell }: ProcessTaskSpec,
  exit: ExitFact | undefined,
): Statement | undefined {
  const { launcher, staysWith, leavesWork } = delegation
  if (launcher !== 'ssh' || !staysWith || leavesWork || exit?.code === undefined || exit.code === null) return undefined
  const line = shell === true ? command : lineOf(command, args)
  const commands = line === undefined ? [[command, ...args]] : andList(line)
  const [only] = commands
  if (commands.length === 1 && only && isItsSsh(only, delegation))
    return exit.code === SSH_ERROR ? undefined : { code: 'far-command-ended', exitCode: exit.code, of: 'command' }
  if (exit.code !== 0 || !commands.some((words) => isItsSsh(words, delegation))) return undefined
  // The line left with 0, so each command in it did.
  return { code: 'far-command-ended', exitCode: exit.code, of: 'line' }
}

function isItsSsh(words: readonly string[], { name }: Delegation): boolean {
  return (
    programOf(words[0]) === 'ssh' && delegationsOf(words).some((each) => each.launcher === 'ssh' && each.name === name)
  )
}

/** The text that a shell as the leader was given to run. */
function lineOf(command: string, [option, line]: readonly string[]): string | undefined {
  return isShell([command]) && option !== undefined && /^-[a-z]*c$/.test(option) ? (line ?? '') : undefined
}

/** The commands of `a && b && c`: it leaves with 0 only where each of them did. Empty for every other line. POSIX.1-2017, 2.9.3. */
function andList(line: string): readonly (readonly string[])[] {
  const bare = line.trim().replaceAll(QUOTED, 'quoted').replaceAll('&&', ' ')
  return MORE_THAN_AND.test(bare) ? [] : shellCommands(line)
}
