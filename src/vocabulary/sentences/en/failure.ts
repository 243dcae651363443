import type { FailureStatements } from '@contract/statements/failure-statements'
import { asSentence } from '../text'
import type { Words } from '../words'
import { CRASHES, hostExit } from './workload'

export const failure: Words<FailureStatements> = {
  'exit-code-not-zero': ({ exitCode }) => `It left with exit code ${exitCode ?? '?'}, expected 0.`,
  'start-threw': ({ error }) => `It could not be started: ${asSentence(error)}`,
  'spawn-refused': spawnRefused,
  'body-threw-error': ({ error }) => `It threw ${error}.`,
  'close-threw-error': ({ error }) => `When it was closed it threw ${error}.`,
  'crashed-with-error': ({ by, error }) => `There was ${CRASHES[by]}: ${error}.`,
  'not-an-iterator': ({ workload, got }) =>
    `The default export of ${workload} returned ${got}; a generator's must return an iterator, as function* does.`,
  'thread-out-of-memory': ({ limitMb }) => `It ran out of memory (limit ${limitMb} MB).`,
  'thread-died': ({ error }) => `Its worker thread died of ${error}.`,
  'called-process-exit': ({ exitCode }) =>
    `It exited with code ${exitCode} before it returned: it called process.exit().`,
  'host-lost': ({ exit }) => `The host process under it ${hostExit(exit)}.`,
}

/** errno values of execve(2) and fork(2). */
function spawnRefused({ errno, command, cwd, message }: FailureStatements['spawn-refused']): string {
  const got = `command: got "${command}"`
  switch (errno) {
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
      return `${got}, expected room for its pipes: the limit of open files is reached (${errno}).`
    case 'ENOMEM':
      return `${got}, expected enough memory to start it: there is too little (ENOMEM).`
    case 'ENOEXEC':
      return `${got}, expected a program this machine can run: its format is not known here (ENOEXEC).`
    case 'ETXTBSY':
      return `${got}, expected a finished file: it is still being written (ETXTBSY).`
    default:
      return `${got}: the system would not start it (${message}).`
  }
}
