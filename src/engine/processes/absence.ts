import { secondsText } from '@vocabulary/durations'

/** How sure it is that no process of a family lives. `sure: false` is "not seen", which is not "not there". */
export interface Absence {
  readonly sure: boolean
  /** What was looked at, and what was seen there, in sentences. */
  readonly evidence: string
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
  readonly gap: string | undefined
}

/**
 * The one place that decides how sure absence is. A scan proves it when it saw every process of the machine, none of them
 * belonged to the family, and all of them could be asked.
 */
export function absenceOf({ processes, scans, forMs, gap }: Scanned, sight: Sight): Absence {
  const many = scans === 1 ? 'one scan' : `${scans} scans over ${secondsText(forMs)}`
  if (sight.marks !== 'all') {
    const asked = sight.groups ? 'its group or among their descendants' : 'among its known descendants'
    const blind =
      sight.marks === 'none'
        ? 'marks cannot be read on this platform'
        : 'some programs hide their marks on this platform'
    return { sure: false, evidence: `Nobody was seen in ${asked} in ${many}; ${blind}.` }
  }
  if (gap !== undefined) return { sure: false, evidence: `Nobody of the family was seen in ${many}, but ${gap}.` }
  const all = processes === 1 ? 'the only process' : `all ${processes} processes`
  return {
    sure: true,
    evidence: `A scan of ${all}, and of each that was made meanwhile, found nobody in its group, with its mark, or descended from it.`,
  }
}
