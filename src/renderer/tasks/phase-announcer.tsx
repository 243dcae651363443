import { useEffect, useRef, useState } from 'react'
import type { RunId } from '@contract/ids'
import type { RunOutline } from '@contract/run-outline'
import { useOutlines } from '../client/use-runs'
import { phaseChanges } from './phase-changes'
import { CARD_WORDS } from './card-words'

/** Changes are gathered this long, so that stopping a hundred runs is one sentence. */
const GATHER_MS = 400

/** Says changes of phase to a screen reader, politely. */
export function PhaseAnnouncer() {
  const runs = useOutlines()
  const known = useRef<ReadonlyMap<RunId, RunOutline>>(runs)
  const [said, setSaid] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => {
      const text = phaseChanges(known.current, runs)
      known.current = runs
      if (text !== '') setSaid(text)
    }, GATHER_MS)
    return () => {
      clearTimeout(timer)
    }
  }, [runs])
  return (
    <div role="status" aria-live="polite" aria-label={CARD_WORDS.changesOfPhase} className="sr-only">
      {said}
    </div>
  )
}
