import type { RunOutline } from '@contract/run-outline'
import type { BoardFilter } from '../navigation/route'

export function isAlive<Run extends RunOutline>(run: Run | undefined): run is Run {
  return run !== undefined && run.phase !== 'ended'
}

/** True when a person should look: it asks something, it is stuck, it failed or was lost, or something it left behind is still there. */
export function needsAttention(run: RunOutline | undefined): boolean {
  if (run === undefined) return false
  if (run.afterLeader?.state === 'asked' || run.phase === 'stuck' || run.outcome === 'failed' || run.outcome === 'lost')
    return true
  const receipt = run.receipt
  if (receipt === undefined) return false
  return (
    receipt.survivors.some((survivor) => survivor.endedBy === 'alive') ||
    receipt.leaks.some((leak) => leak.removed !== true)
  )
}

export function passesFilter(run: RunOutline | undefined, filter: BoardFilter): boolean {
  switch (filter) {
    case 'all':
      return true
    case 'running':
      return isAlive(run)
    case 'attention':
      return needsAttention(run)
    case 'ended':
      return run?.phase === 'ended'
  }
}
