import type { EarlierRun } from '@contract/history'
import type { RunSnapshot } from '@contract/run'
import { defined } from '@tools/defined'
import { verbatim } from '@contract/statement'
import { WORDS } from './words'

const ENDED = { offered: false, why: verbatim(WORDS.endedBefore) } as const
const NOT_HERE = { offered: false, why: verbatim(WORDS.notOnBoard) } as const

/** A run that only the journal has, in the shape in which the window shows runs. Nothing of it is live. */
export function earlierSnapshot(run: EarlierRun): RunSnapshot {
  const { outputBytes = 0, receipt, ...facts } = run
  const offer = run.phase === 'ended' ? ENDED : NOT_HERE
  return {
    ...facts,
    ...defined({ receipt }),
    revision: 0,
    controls: { stop: offer, terminate: offer, cancel: offer },
    outputBytes,
    blindSpots: receipt?.blindSpots ?? [],
  }
}
