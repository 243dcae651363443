import type { ProcessTable } from './process-table'

const MB = 1_000_000
/** What a shell leaves with when the program that it waited for was ended by SIGKILL: 128 and the signal's number. */
const KILLED_BELOW_A_SHELL = 137

export interface KilledEnd {
  readonly code: number | null
  readonly signal: string | null
}

/** Answers why this end, which Quiesce did not force, was probably the kernel's, as a sentence, or `undefined` when it was not. */
export type WhetherForMemory = (end: KilledEnd, lastSampledBytes: number) => string | undefined

/**
 * The kernel tells nobody whom it killed for want of memory; it counts. A count that grew while a run was there, and that no other
 * run of ours accounts for, makes it probable and no more.
 */
export class MemoryKills {
  readonly #table: Pick<ProcessTable, 'memoryState'>
  #accountedFor = 0

  constructor(table: Pick<ProcessTable, 'memoryState'>) {
    this.#table = table
  }

  /** Counts from now on. */
  since(): WhetherForMemory {
    const before = this.#table.memoryState?.()
    const accountedBefore = this.#accountedFor
    return ({ code, signal }, lastSampledBytes) => {
      if (!before || (signal !== 'SIGKILL' && code !== KILLED_BELOW_A_SHELL)) return undefined
      const now = this.#table.memoryState?.()
      if (now?.countedIn !== before.countedIn) return undefined
      const kills = now.oomKills - before.oomKills - (this.#accountedFor - accountedBefore)
      if (kills <= 0) return undefined
      this.#accountedFor++
      const who = signal === null ? `It left with exit code ${code}: a process of it was` : 'It was'
      const counted = `the kernel counted ${kills} such ${kills === 1 ? 'kill' : 'kills'} while it ran (oom_kill in ${now.countedIn})`
      const used =
        lastSampledBytes > 0
          ? `it used ${inMb(lastSampledBytes)} when it was last sampled`
          : 'its memory was not sampled'
      const left =
        now.availableBytes === undefined ? '' : `, and the machine had ${inMb(now.availableBytes)} available at its end`
      return `${who} probably killed by the kernel for memory: ${counted}; ${used}${left}.`
    }
  }
}

function inMb(bytes: number): string {
  return `${Math.round(bytes / MB)} MB`
}
