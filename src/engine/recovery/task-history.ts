import type { EarlierRun, TaskHistory } from '@contract/history'
import type { TaskId } from '@contract/ids'
import { defined } from '@tools/defined'
import { stopRecord } from '@vocabulary/history'
import type { Journal, StoredRun } from '../journal/journal'

const DEFAULT_LIMIT = 100
const MOST = 1_000

/** What the journal has of a task, newest first, and how its stops went. */
export async function taskHistory(journal: Journal, taskId: TaskId, limit = DEFAULT_LIMIT): Promise<TaskHistory> {
  const stored = await journal.history(taskId, Math.min(Math.max(Math.floor(limit), 1), MOST))
  const receipts = stored.flatMap(({ receipt }) => receipt ?? [])
  return { taskId, runs: stored.map(earlierRun), record: stopRecord(receipts) }
}

export function earlierRun({ row, receipt }: StoredRun): EarlierRun {
  const { id, taskId, name, kind, phase, createdAt, startedAt, endedAt, outcome } = row
  return {
    id,
    taskId,
    name,
    kind,
    phase,
    createdAt,
    ...defined({ startedAt, endedAt, outcome, receipt }),
  }
}
