import type { Delegate } from '@contract/delegate'
import type { Task } from '@contract/task'
import { RunDelegates } from '../delegates/run-delegates'
import { lookAgain } from '../delegates/stop-delegate'
import type { RunRow } from '../journal/journal'
import type { BodyReport } from '../kinds/task-kind'
import { childEnvironment } from '../processes/child-environment'
import type { ProcessEntry, ProcessTable } from '../processes/process-table'

/** What a run of an earlier engine had handed over, as it is now. Bounded; who cannot be asked is unknown. */
export function delegatesNow({ delegates = [] }: RunRow): Promise<readonly Delegate[]> {
  return Promise.all(delegates.map(lookAgain))
}

/** The same work, for a run that is taken over: a stop reaches it as before. */
export function adoptedDelegates(
  row: RunRow,
  { spec }: Task,
  leader: ProcessEntry,
  table: ProcessTable,
  report: BodyReport,
): RunDelegates | undefined {
  if (spec.kind !== 'process') return undefined
  return new RunDelegates({
    spec,
    folder: spec.cwd ?? process.env['HOME'] ?? '/',
    environment: childEnvironment(process.env, spec.env, {}),
    table,
    startTime: leader.startTime,
    earlier: { since: row.startedAt ?? row.createdAt, delegates: row.delegates ?? [] },
    changed: (forecasts, known) => report.handsOver(forecasts, known),
    tell: (text) => report.sentToDelegate(text),
  })
}
