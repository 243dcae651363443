import type { ProcessTable } from './process-table'

/** A process as it was found: the number alone names nobody. */
export interface Found {
  readonly pid: number
  readonly startTime: string
}

export type Identities = Pick<ProcessTable, 'isAlive' | 'startTimeOf' | 'kernelViewOf' | 'groupOf'>

interface OwnLine {
  holds(process: Found): boolean
  /** True when we, or one that we live in, are in this process group. */
  isIn(groupId: number): boolean
}

const lines = new WeakMap<Identities, OwnLine>()

/**
 * Quiesce's own process, its ancestors, and the first process of all: never signalled, whatever they carry and wherever they
 * were found. Ancestors do not change, but that one of them goes: then its number and start time name nobody any more.
 */
export function ownLine(table: Identities): OwnLine {
  const known = lines.get(table) ?? readOwnLine(table)
  lines.set(table, known)
  return known
}

function readOwnLine(table: Identities): OwnLine {
  const startTimes = new Map<number, string | undefined>()
  let pid: number | undefined = process.pid
  while (pid !== undefined && pid > 1 && !startTimes.has(pid)) {
    startTimes.set(pid, table.startTimeOf(pid))
    pid = startTimes.size === 1 ? process.ppid : table.kernelViewOf(pid)?.parentPid
  }
  const holds = (found: Found): boolean =>
    found.pid <= 1 || found.pid === process.pid || startTimes.get(found.pid) === found.startTime
  return {
    holds,
    isIn: (groupId) =>
      [...startTimes].some(([each, startTime]) => {
        return table.groupOf?.(each) === groupId && table.startTimeOf(each) === startTime
      }),
  }
}
