import { OWNER_MARK, type EnvironmentState } from '../process-table'
import { listProc, readProc, readProcLink } from './read-proc'

/**
 * What a process was started with, as its memory shows it now. Programs that write a title for `ps` write it over their
 * environment (redis, nginx, postgres): then it is no list of `NAME=value` any more. proc_pid_environ(5).
 */
export function environmentOf(pid: number): EnvironmentState {
  const text = readProc(`${pid}/environ`)
  if (text === undefined) return 'unreadable'
  return /^(?:[^=\0]+=[^\0]*\0)*$/.test(text) ? 'whole' : 'overwritten'
}

/** True while its standard output or error is that file. */
export function printsTo(pid: number, path: string): boolean {
  return [1, 2].some((descriptor) => readProcLink(`${pid}/fd/${descriptor}`) === path)
}

/** All processes with this owner's mark, whatever run they belong to. Dear: it reads every environment. */
export function ownedBy(owner: string): readonly number[] {
  const mark = `\0${OWNER_MARK}=${owner}\0`
  return listProc()
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && `\0${readProc(`${pid}/environ`) ?? ''}\0`.includes(mark))
}
