import type { EarlierRun } from '@contract/history'
import type { RunSnapshot } from '@contract/run'

const ENDED = { offered: false, why: 'It has ended, before this start of Quiesce or since it was dismissed' } as const
const NOT_HERE = { offered: false, why: 'It is not on the board: adopt it above, where it was found alive' } as const

/** A run that only the journal has, in the shape in which the window shows runs. Nothing of it is live. */
export function earlierSnapshot(run: EarlierRun): RunSnapshot {
  const { outputBytes = 0, receipt, ...facts } = run
  const offer = run.phase === 'ended' ? ENDED : NOT_HERE
  return {
    ...facts,
    ...(receipt && { receipt }),
    revision: 0,
    controls: { stop: offer, terminate: offer, cancel: offer },
    outputBytes,
    blindSpots: receipt?.blindSpots ?? [],
  }
}
