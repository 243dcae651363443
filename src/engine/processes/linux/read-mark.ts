import { RUN_MARK } from '../process-table'
import { readProcFile, statFieldOf, type ProcStat } from './read-proc'

/**
 * The run mark that a process carries. `undecided`: it is replacing its program or being torn down just now, and its
 * environment reads as empty for that moment. `hidden`: it is not ours to read.
 */
export type MarkSeen = { readonly mark: string | undefined } | 'undecided' | 'hidden'

const NAME = `${RUN_MARK}=`
const KERNEL_THREAD = 0x00200000
/** Counted from the state, as in `read-proc`: where the environment ends in memory. Zero while there is none. proc_pid_stat(5). */
const ENVIRONMENT_END = 48

export function readMark(pid: number, stat: ProcStat, threads: () => readonly number[]): MarkSeen {
  const environ = readProcFile(`${pid}/environ`)
  if (environ === undefined) return 'hidden'
  if (environ !== '') return { mark: markIn(environ) }
  if ((stat.flags & KERNEL_THREAD) !== 0) return { mark: undefined }
  // A process whose first thread has left shows its memory through the others.
  if (stat.state === 'Z') return markOfThreads(threads())
  return statFieldOf(pid, ENVIRONMENT_END) === 0 ? 'undecided' : { mark: undefined }
}

/** The value of the variable with exactly this name: not of one whose name or value only contains it. */
export function markIn(environ: string): string | undefined {
  const at = environ.startsWith(NAME) ? 0 : environ.indexOf(`\0${NAME}`) + 1
  if (at === 0 && !environ.startsWith(NAME)) return undefined
  const end = environ.indexOf('\0', at)
  return environ.slice(at + NAME.length, end < 0 ? undefined : end)
}

function markOfThreads(threads: readonly number[]): MarkSeen {
  for (const thread of threads) {
    const environ = readProcFile(`${thread}/environ`)
    if (environ) return { mark: markIn(environ) }
  }
  return 'undecided'
}
