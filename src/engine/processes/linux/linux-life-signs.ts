import { constants } from 'node:os'
import type { LifeSigns } from '../process-table'
import { readProc, statOf } from './read-proc'

/** The flag of a process that is being torn down. include/linux/sched.h. */
const EXITING = 0x4
/** Their default is to be ignored, to stop or to go on: signal(7). */
const HARMLESS = [
  constants.signals.SIGCHLD,
  constants.signals.SIGCONT,
  constants.signals.SIGURG,
  constants.signals.SIGWINCH,
  constants.signals.SIGSTOP,
  constants.signals.SIGTSTP,
  constants.signals.SIGTTIN,
  constants.signals.SIGTTOU,
].reduce((mask, signal) => mask | (1n << BigInt(signal - 1)), 0n)

/** What `/proc/PID/stat`, `status` and `schedstat` show of what a process is about to do. proc_pid_status(5). */
export function lifeSignsOf(pid: number): LifeSigns | undefined {
  const stat = statOf(pid)
  const status = readProc(`${pid}/status`)
  if (!stat || status === undefined) return undefined
  const mask = (name: string): bigint => BigInt(`0x${new RegExp(`^${name}:\\s*(\\S+)`, 'm').exec(status)?.[1] ?? '0'}`)
  const waiting = (mask('SigPnd') | mask('ShdPnd')) & ~mask('SigBlk') & ~mask('SigIgn') & ~HARMLESS
  // Of a process whose first thread has left, that thread shows the flag; the others work on.
  const tornDown = stat.state !== 'Z' && (stat.flags & EXITING) !== 0
  return {
    isEnding: tornDown || (waiting !== 0n && stat.state !== 'T'),
    isRunnable: stat.state === 'R',
    // Time on a processor, time waited for one, and how often it was given one.
    timesRun: readProc(`${pid}/schedstat`)?.trim().split(' ')[2],
  }
}
