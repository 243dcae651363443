import type { ProcessTaskSpec } from '@contract/task'
import type { Delegation } from './delegation'
import { LAUNCHER_PROGRAMS, readLauncher } from './launchers'
import { innerCommands, programOf } from './wrappers'

const MOST = 50

/** A word of a command line that may be a launcher, before anything is taken apart: most lines have none. */
const MENTIONS = new RegExp(
  `(?:^|[^\\w-])(?:${LAUNCHER_PROGRAMS.map((name) => name.replaceAll('.', '\\.')).join('|')})(?:$|[^\\w-])`,
)

export function mentionsLauncher(text: string): boolean {
  return MENTIONS.test(text)
}

/** Everything that these words hand to somebody outside the family, at any depth of wrappers and shells. Pure. */
export function delegationsOf(words: readonly string[]): readonly Delegation[] {
  if (!words.some(mentionsLauncher)) return []
  return innerCommands(words)
    .flatMap((command) => readLauncher(programOf(command.words[0]) ?? '', command))
    .slice(0, MOST)
}

/** The same for a task, from its own words: what they say, not what was seen. Pure. */
export function delegationsOfTask({ shell, command, args = [] }: ProcessTaskSpec): readonly Delegation[] {
  return delegationsOf(shell === true ? ['sh', '-c', command, ...args] : [command, ...args])
}
