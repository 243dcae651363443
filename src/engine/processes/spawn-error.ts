import { codeOf, messageOf } from '@tools/errors'
import type { Statement } from '@contract/statement'

/** The system was short of processes, descriptors or memory: the same start may succeed in a while. */
export function mayStartLater(error: unknown): boolean {
  return ['EAGAIN', 'EMFILE', 'ENFILE', 'ENOMEM'].includes(codeOf(error))
}

/** What the operating system said when it would not start a program. errno values of execve(2) and fork(2). */
export function spawnRefused(error: unknown, command: string, cwd: string): Statement {
  return { code: 'spawn-refused', errno: codeOf(error), command, cwd, message: messageOf(error) }
}
