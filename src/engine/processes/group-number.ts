import type { ProcessScan, ProcessTable } from './process-table'

/** The pid that was given away last, where the platform tells. */
export function lastPidOf(table: ProcessTable): number | undefined {
  const text = table.lastMade?.()
  return text === undefined ? undefined : Number(text)
}

/**
 * Whether a number's turn came between `after`, the last pid given away then, and the end of a scan. While somebody is in the
 * group of that number it is passed over; nobody can tell that from its having been given to a stranger.
 */
export function cameRound(pid: number, after: number | undefined, pids: ProcessScan['pids']): boolean {
  if (after === undefined || pids === undefined) return false
  const [isPast, isReached] = [pid > after, pid <= pids.atLast]
  return pids.atLast < after ? isPast || isReached : isPast && isReached
}
