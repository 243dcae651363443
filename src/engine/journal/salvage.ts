import { connect, transaction, type Connection } from './connection'
import type { StoredRun } from './journal'
import { putRun, writtenRun } from './put-run'
import { RUN_COLUMNS, storedRun } from './stored-rows'

/** Takes over what can still be read of a damaged journal, and is whole by its sum. Answers how many runs that were. */
export function salvage(path: string, into: Connection): number {
  const found = new Map<string, StoredRun>()
  for (const order of ['ASC', 'DESC']) readRuns(path, order, found)
  if (found.size === 0) return 0
  transaction(into, () => {
    for (const { row, receipt } of found.values()) putRun(into, writtenRun(row, receipt))
  })
  return found.size
}

/** From both ends: a bad page in the middle ends one walk and not the other. */
function readRuns(path: string, order: string, found: Map<string, StoredRun>): void {
  let connection: Connection | undefined
  try {
    connection = connect(path, 'normal')
    const sql = `SELECT ${RUN_COLUMNS} FROM runs LEFT JOIN receipts ON receipts.run_id = runs.id ORDER BY runs.rowid ${order}`
    for (const value of connection.prepare(sql).iterate()) {
      const run = storedRun(value)
      if (run) found.set(run.row.id, run)
    }
  } catch {
    // As far as it could be read.
  }
  connection?.close()
}
