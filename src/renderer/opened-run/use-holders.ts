import { useEffect, useState } from 'react'
import type { HolderReport } from '@contract/holders'
import type { RunSnapshot } from '@contract/run'
import { ask } from '../client/commands'

/** While a stop waits, each second counts; otherwise somebody reads a table. */
const EVERY_MS = { urgent: 1_000, calm: 2_000 } as const

/** Who holds the run, or would: asked again and again as long as it is wanted and the window is seen. */
export function useHolders(run: RunSnapshot | undefined, wanted: boolean): HolderReport | undefined {
  const [held, setHeld] = useState<{ readonly of: string; readonly report: HolderReport }>()
  const alive = run?.kind === 'process' && run.phase !== 'ended' && run.phase !== 'pending'
  const runId = alive && wanted ? run.id : undefined
  const urgent = run?.phase === 'stopping' || run?.phase === 'stuck'
  // A change of the family is a reason to look at once.
  const size = run?.family?.length ?? 0
  useEffect(() => {
    if (runId === undefined) return undefined
    let shown = true
    let asking = false
    async function look(id: typeof runId & string): Promise<void> {
      if (asking || document.hidden) return
      asking = true
      const answer = await ask('whoHolds', { runId: id })
      asking = false
      if (shown && answer.ok) setHeld({ of: id, report: answer.value })
    }
    void look(runId)
    const timer = setInterval(() => void look(runId), urgent ? EVERY_MS.urgent : EVERY_MS.calm)
    return () => {
      shown = false
      clearInterval(timer)
    }
  }, [runId, urgent, size])
  return held !== undefined && held.of === runId ? held.report : undefined
}
