import type { Engine } from '@contract/engine'
import type { EarlierRun } from '@contract/history'
import type { RunId } from '@contract/ids'
import { ProblemError } from './ipc/problem-error'

/** A run that the journal has; it need not be on the board. */
export async function earlierRun(engine: Engine, runId: RunId): Promise<EarlierRun> {
  const found = await engine.earlierRun(runId)
  if (found !== undefined) return found
  throw new ProblemError('run-not-found', `runId: got "${runId}", expected the id of a run that is still kept.`)
}

/** The id of a run whose output may be read: one on the board, or one that the journal has. */
export async function keptRun(engine: Engine, runId: RunId): Promise<RunId> {
  return engine.run(runId)?.id ?? (await earlierRun(engine, runId)).id
}
