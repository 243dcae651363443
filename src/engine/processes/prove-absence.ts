import type { Statement } from '@contract/statement'
import { monotonicMs } from '../clock/clock'
import { delay } from '../clock/patience'
import type { FamilySight, LiveProcess } from './live-process'
import { absenceOf, type Sight } from './absence'

/** While nobody is seen and no scan is whole, it is scanned again for so long. */
const WITHIN_MS = 3_000
const SCAN_AGAIN_MS = 5
/** Where no scan can be proof, a second one settles it as well as any. */
const SCANS_WITHOUT_PROOF = 2
/** Who may be one of the family is looked at again for so long: most that show nothing are just ending. */
const DOUBT_MS = 150

/** What one scan showed of a family. */
export interface Look {
  readonly living: readonly LiveProcess[]
  /** How many processes the machine had. */
  readonly processes: number
  /** Why one of the family may have been missed, as part of a sentence. */
  readonly gap: Statement | undefined
  /** Who lives and may be of the family: no further scan can tell. */
  readonly doubt?: Statement | undefined
}

/** Looks until somebody is seen, or it is proven that nobody is there, or that cannot be proven. */
export async function lookUntilSure(look: () => Promise<Look>, sight: Sight): Promise<FamilySight> {
  const began = monotonicMs()
  for (let scans = 1; ; scans++) {
    const { living, processes, gap, doubt } = await look()
    if (living.length > 0) return { living }
    const forMs = monotonicMs() - began
    const isSettled = gap === undefined ? doubt === undefined || forMs > DOUBT_MS : forMs > WITHIN_MS
    const isOver = sight.marks === 'all' ? isSettled : scans >= SCANS_WITHOUT_PROOF
    if (isOver) return { living, absence: absenceOf({ processes, scans, forMs, gap: gap ?? doubt }, sight) }
    await delay(SCAN_AGAIN_MS)
  }
}
