import type { ExitFact } from '@contract/outcome'
import type { ProcessTaskSpec } from '@contract/task'
import type { Delegation } from './delegation'
import { programOf } from './wrappers'

/** ssh(1): it exits with the status of the far command, or with 255 if an error occurred. */
const SSH_ERROR = 255

/** Anything that makes a shell's exit code another one than its only command's. */
const MORE_THAN_ONE = /[;&|()`$!<>\n]/

/** How the far program is known to have ended, where the leader is its ssh and left with the far exit code. Pure. */
export function endsWithLeader(
  { launcher, staysWith }: Delegation,
  { command, shell }: ProcessTaskSpec,
  exit: ExitFact | undefined,
): string | undefined {
  if (launcher !== 'ssh' || !staysWith || exit?.code === undefined || exit.code === null) return undefined
  const isOnly = shell === true ? !MORE_THAN_ONE.test(command) : true
  const program = programOf(shell === true ? command.trim().split(/\s/)[0] : command)
  if (!isOnly || program !== 'ssh' || exit.code === SSH_ERROR) return undefined
  return `ssh left with exit code ${exit.code}, which is the far command's own: it answers 255 for an error of its own, ssh(1).`
}
