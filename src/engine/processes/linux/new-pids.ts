import { readProc } from './read-proc'

/** More than this in one scan is a fork storm, or somebody set the counter: then all processes are listed again. */
const MOST_AT_ONCE = 4_096

/**
 * The pid that was given away last, to a process or a thread of our PID namespace. The kernel gives pids away in ascending
 * order and begins again at the top, so two readings name everybody who was made in between. `ns_last_pid` of
 * proc_sys_kernel(5); the fifth field of proc_loadavg(5) where the kernel has none.
 */
export function lastPid(): number | undefined {
  const text = readProc('sys/kernel/ns_last_pid') ?? (isOwnLoadavg() ? readProc('loadavg')?.trim().split(' ')[4] : '')
  const pid = Number(text)
  return Number.isInteger(pid) && pid > 0 ? pid : undefined
}

let ownLoadavg: boolean | undefined

/** A container may have another one mounted over it (lxcfs), with the pids of somebody else. */
function isOwnLoadavg(): boolean {
  return (ownLoadavg ??= !(readProc('self/mountinfo') ?? '').includes(' /proc/loadavg '))
}

/** A counter that never moved may be one that is only pretended (gVisor): it proves nothing. */
export class PidCounter {
  readonly #first = lastPid()
  #moves = false

  /** `undefined` where new processes cannot be told by it. */
  read(): number | undefined {
    const pid = lastPid()
    this.#moves ||= pid !== this.#first
    return this.#moves && this.#first !== undefined ? pid : undefined
  }
}

/** The pids that were given away after `before`, up to `now`, oldest first. `undefined` when they are too many to ask. */
export function pidsBetween(before: number, now: number, highest: number): readonly number[] | undefined {
  const wraps = now < before
  const count = wraps ? highest - before + now : now - before
  if (count > MOST_AT_ONCE) return undefined
  const upTo = (from: number, to: number): readonly number[] =>
    Array.from({ length: Math.max(0, to - from) }, (_, index) => from + 1 + index)
  return wraps ? [...upTo(before, highest), ...upTo(0, now)] : upTo(before, now)
}

/** One more than the highest pid. It may be changed at any time. */
export function highestPid(): number {
  return Number(readProc('sys/kernel/pid_max') ?? 4_194_304)
}
