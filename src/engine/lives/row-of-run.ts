import type { Receipt } from '@contract/receipt'
import type { Run } from '../runs/run'
import type { ChangeMoment, RowRun } from './restart-row'

/** A run as the row of starts sees it; without a receipt it is alive. */
export function rowOfRun(run: Run, wasHealthy: boolean, receipt?: Receipt): RowRun {
  const { spec } = run.task
  // Only where the health check is why it ends: one that merely tells says nothing about a crash.
  const checked = spec.kind === 'process' && spec.health !== undefined && (!receipt || run.failedByUs)
  return {
    outcome: receipt?.outcome,
    asked: receipt?.askedAt !== undefined && !run.failedByUs,
    couldNotStart: receipt !== undefined && receipt.startedAt === undefined && run.draft.end?.mayWorkLater !== true,
    livedMs: run.draft.livedMs,
    cameUp: run.extras.ready !== false && (!checked || wasHealthy),
    attempt: run.extras.attempt ?? 1,
  }
}

/** Where in the life of a run something happened; `at` is monotonic. */
export function momentIn(run: Run, at: number): ChangeMoment {
  const { startedAt = at, end } = run.draft
  return { sinceStartMs: at - startedAt, sinceEndMs: end && at - end.at }
}

/** Somebody wanted it to be gone. A restart, a time limit and an end of its own are nobody's wish. */
export function endedByAsk(run: Run, { askedAt, origin }: Receipt): boolean {
  if (askedAt === undefined || run.failedByUs) return false
  return origin !== 'restart' && origin !== 'time-limit' && origin !== 'leader-exit'
}
