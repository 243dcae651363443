import type { StatementOf } from '@contract/statement'
import type { ProcessTable } from './process-table'

/** What a shell leaves with when the program that it waited for was ended by SIGKILL: 128 and the signal's number. */
const KILLED_BELOW_A_SHELL = 137

export interface KilledEnd {
  readonly code: number | null
  readonly signal: string | null
}

/** Answers why this end, which Quiesce did not force, was probably the kernel's, or `undefined` when it was not. */
export type WhetherForMemory = (
  end: KilledEnd,
  lastSampledBytes: number,
) => StatementOf<'probably-out-of-memory'> | undefined

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
      return {
        code: 'probably-out-of-memory',
        kills,
        countedIn: now.countedIn,
        ...(signal === null && code !== null && { exitCode: code }),
        ...(lastSampledBytes > 0 && { usedBytes: lastSampledBytes }),
        ...(now.availableBytes !== undefined && { availableBytes: now.availableBytes }),
      }
    }
  }
}
