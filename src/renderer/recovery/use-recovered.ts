import { useEffect, useState } from 'react'
import type { RunId } from '@contract/ids'
import type { RecoveredRun, RecoveryChoice } from '@contract/recovered'
import { say } from '@vocabulary/sentences/say'
import { ask, askOrTell } from '../client/commands'

export interface HeldRecovered {
  readonly runs: readonly RecoveredRun[]
  /** Why a choice was turned down, by run. */
  readonly refusals: ReadonlyMap<RunId, string>
  readonly decide: (runId: RunId, choice: RecoveryChoice) => void
}

/** The runs that an earlier start left open, read once, and again after each decision. */
export function useRecovered(): HeldRecovered {
  const [runs, setRuns] = useState<readonly RecoveredRun[]>([])
  const [refusals, setRefusals] = useState<ReadonlyMap<RunId, string>>(new Map())
  useEffect(() => {
    let here = true
    void ask('getRecovered').then((answer) => {
      if (here && answer.ok) setRuns(answer.value)
    })
    return () => {
      here = false
    }
  }, [])

  async function decide(runId: RunId, choice: RecoveryChoice): Promise<void> {
    const answer = await askOrTell('recoverRun', { runId, choice })
    if (answer?.accepted === false) {
      setRefusals((held) => new Map([...held, [runId, answer.reason ? say(answer.reason) : '']]))
    }
    const after = await ask('getRecovered')
    if (after.ok) setRuns(after.value)
  }
  return { runs, refusals, decide: (runId, choice) => void decide(runId, choice) }
}
