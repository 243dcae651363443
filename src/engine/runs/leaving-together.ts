import { monotonicMs } from '../clock/clock'
import { delay } from '../clock/patience'
import type { RunBody } from '../kinds/task-kind'
import type { FamilySight, LiveProcess } from '../processes/live-process'
import type { ProcessTable } from '../processes/process-table'

/** Children that end together with their leader need a moment; who is still there after it was left behind. */
const SETTLE_MS = 100
/** On a busy machine, or with much memory to give back, dying takes longer. */
const LEAVING_AT_MOST_MS = 2_000
const LOOK_EVERY_MS = 10

const NOBODY: FamilySight = { living: [] }

export interface Settled {
  readonly sight: FamilySight
  /** Those that the leader left behind: they have run since it left, or have nothing that would end them. */
  readonly leftBehind: readonly LiveProcess[]
}

/**
 * Waits for those that leave together with a leader that has just left by itself. How long that takes is the machine's affair:
 * whoever is being torn down, has a fatal signal waiting, or has not run since its leader left, is leaving.
 */
export async function whenSettled(body: RunBody, table: ProcessTable): Promise<Settled> {
  const began = monotonicMs()
  const timesRun = new Map<string, string | undefined>()
  const isLeaving = ({ pid }: LiveProcess, key: string): boolean => {
    const signs = table.lifeSignsOf?.(pid)
    if (!signs) return false
    if (!timesRun.has(key)) timesRun.set(key, signs.timesRun)
    return signs.isEnding || (signs.isRunnable && signs.timesRun !== undefined && signs.timesRun === timesRun.get(key))
  }
  for (;;) {
    const sight = (await body.family?.()) ?? NOBODY
    const staying = sight.living.filter((each) => !isLeaving(each, `${each.pid}:${each.startTime}`))
    const forMs = monotonicMs() - began
    if (sight.living.length === 0) return { sight, leftBehind: [] }
    if (forMs >= LEAVING_AT_MOST_MS) return { sight, leftBehind: sight.living }
    if (forMs >= SETTLE_MS && staying.length > 0) return { sight, leftBehind: staying }
    await delay(LOOK_EVERY_MS)
  }
}
