import { codeOf, messageOf } from '@tools/errors'

/** The system was short of processes, descriptors or memory: the same start may succeed in a while. */
export function mayStartLater(error: unknown): boolean {
  return ['EAGAIN', 'EMFILE', 'ENFILE', 'ENOMEM'].includes(codeOf(error))
}

/** What the operating system said when it would not start a program, in a sentence. errno values of execve(2) and fork(2). */
export function spokenSpawnError(error: unknown, command: string, cwd: string): string {
  const code = codeOf(error)
  const got = `command: got "${command}"`
  switch (code) {
    case 'ENOENT':
      return `${got}, expected a program: it, or the interpreter that its first line names, does not exist.`
    case 'EACCES':
      return `${got}, expected a program that may be executed: permission was denied.`
    case 'ENOTDIR':
      return `cwd: got "${cwd}", expected a folder: a part of it is a file.`
    case 'E2BIG':
      return `${got} with its arguments and environment, expected less: together they are larger than the system takes (E2BIG).`
    case 'EAGAIN':
      return `${got}, expected room for one more process: the limit of processes is reached (EAGAIN).`
    case 'EMFILE':
    case 'ENFILE':
      return `${got}, expected room for its pipes: the limit of open files is reached (${code}).`
    case 'ENOMEM':
      return `${got}, expected enough memory to start it: there is too little (ENOMEM).`
    case 'ENOEXEC':
      return `${got}, expected a program this machine can run: its format is not known here (ENOEXEC).`
    case 'ETXTBSY':
      return `${got}, expected a finished file: it is still being written (ETXTBSY).`
    default:
      return `${got}: the system would not start it (${messageOf(error)}).`
  }
}
