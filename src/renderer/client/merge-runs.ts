import type { RunId } from '@contract/ids'
import type { RunSnapshot } from '@contract/run'
import { type RunOutline, sameOutline } from '@contract/run-outline'

export interface HeldRuns {
  readonly runs: ReadonlyMap<RunId, RunSnapshot>
  /** Replaced only when one of them changed in what a board is made of: not when a run prints a line. */
  readonly outlines: ReadonlyMap<RunId, RunOutline>
}

/** Takes in every run with a newer revision, except the removed ones. Maps that did not change keep their identity. */
export function mergeRuns(
  { runs, outlines }: HeldRuns,
  incoming: readonly RunSnapshot[],
  removed: ReadonlySet<RunId>,
): HeldRuns {
  const newer = incoming.filter((run) => !removed.has(run.id) && run.revision > (runs.get(run.id)?.revision ?? -1))
  const redrawn = newer.filter((run) => {
    const held = outlines.get(run.id)
    return held === undefined || !sameOutline(held, run)
  })
  return { runs: withAll(runs, newer), outlines: withAll(outlines, redrawn) }
}

export function withoutRuns({ runs, outlines }: HeldRuns, removed: readonly RunId[]): HeldRuns {
  return { runs: without(runs, removed), outlines: without(outlines, removed) }
}

function withAll<Run extends { readonly id: RunId }>(
  held: ReadonlyMap<RunId, Run>,
  more: readonly Run[],
): ReadonlyMap<RunId, Run> {
  if (more.length === 0) return held
  const merged = new Map(held)
  for (const run of more) merged.set(run.id, run)
  return merged
}

function without<Run>(held: ReadonlyMap<RunId, Run>, removed: readonly RunId[]): ReadonlyMap<RunId, Run> {
  if (!removed.some((id) => held.has(id))) return held
  const left = new Map(held)
  for (const id of removed) left.delete(id)
  return left
}
