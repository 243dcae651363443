import type { Statement } from '@contract/statement'

/** How sure it is that no process of a family lives. `sure: false` is "not seen", which is not "not there". */
export interface Absence {
  readonly sure: boolean
  /** What was looked at, and what was seen there. */
  readonly evidence: Statement
}

/** What the platform lets us see of processes that are not our children. */
export interface Sight {
  /** Whether each process shows which run it belongs to: by its environment on Linux. */
  readonly marks: 'all' | 'some' | 'none'
  readonly groups: boolean
}

export interface Scanned {
  /** Processes in the last scan. */
  readonly processes: number
  readonly scans: number
  readonly forMs: number
  /** Why the last scan may have missed a process of the family; `undefined` when it cannot have. */
  readonly gap: Statement | undefined
}

/**
 * The one place that decides how sure absence is. A scan proves it when it saw every process of the machine, none of them
 * belonged to the family, and all of them could be asked.
 */
export function absenceOf({ processes, scans, forMs, gap }: Scanned, sight: Sight): Absence {
  if (sight.marks !== 'all')
    return { sure: false, evidence: { code: 'nobody-seen', scans, forMs, groups: sight.groups, marks: sight.marks } }
  if (gap !== undefined) return { sure: false, evidence: { code: 'nobody-seen-but', scans, forMs, gap } }
  return { sure: true, evidence: { code: 'scan-found-nobody', processes } }
}
