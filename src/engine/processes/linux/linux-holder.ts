import type { KernelView } from '../process-table'
import { readProc, statOf } from './read-proc'

const STATES: Readonly<Record<string, string>> = {
  R: 'running',
  S: 'sleeping',
  D: 'in an uninterruptible wait',
  T: 'stopped',
  t: 'stopped by a debugger',
  I: 'idle',
}
const MS_PER_TICK = 10

/** What the kernel shows of one process: its state, its age, and the kernel function it sleeps in (`/proc/PID/wchan`). */
export function kernelView(pid: number): KernelView | undefined {
  const stat = statOf(pid)
  if (!stat) return undefined
  const uptimeMs = Number(readProc('uptime')?.split(' ')[0] ?? 0) * 1_000
  const wchan = readProc(`${pid}/wchan`)?.trim()
  return {
    parentPid: stat.parentPid,
    state: STATES[stat.state] ?? stat.state,
    elapsedMs: Math.max(0, Math.round(uptimeMs - Number(stat.startTime) * MS_PER_TICK)),
    waitsFor: wchan === undefined || wchan === '' || wchan === '0' ? undefined : wchan,
  }
}
