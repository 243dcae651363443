import type { Receipt } from '@contract/receipt'
import type { Connection, Statement } from './connection'
import type { RunRow } from './journal'
import { receiptSum, runSum } from './stored-rows'

const PUT_RUN = `INSERT INTO runs (id, task_id, created_at, ended, instance, output_bytes, body, checksum)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (id) DO UPDATE SET ended = excluded.ended, instance = excluded.instance,
    output_bytes = excluded.output_bytes, body = excluded.body, checksum = excluded.checksum
  WHERE runs.ended = 0 OR excluded.ended = 1`
const PUT_RECEIPT = `INSERT INTO receipts (run_id, body, checksum) VALUES (?, ?, ?)
  ON CONFLICT (run_id) DO UPDATE SET body = excluded.body, checksum = excluded.checksum`

/** Within a transaction of the caller's. A run that has ended stays ended, whatever is written late. */
export function putRun(connection: Connection, row: RunRow, receipt: Receipt | undefined): void {
  const body = JSON.stringify(row)
  const ended = row.phase === 'ended' ? 1 : 0
  const { id, taskId, createdAt, instance, outputBytes = 0 } = row
  const values = [id, taskId, createdAt, ended, instance, outputBytes, body, runSum(id, body)]
  const { putRow, putReceipt } = statementsOf(connection)
  putRow.run(...values)
  if (!receipt) return
  const text = JSON.stringify(receipt)
  putReceipt.run(id, text, receiptSum(id, text))
}

interface Statements {
  readonly putRow: Statement
  readonly putReceipt: Statement
}

const prepared = new WeakMap<Connection, Statements>()

/** Prepared once: a start waits for this. */
function statementsOf(connection: Connection): Statements {
  const known = prepared.get(connection)
  if (known) return known
  const statements = { putRow: connection.prepare(PUT_RUN), putReceipt: connection.prepare(PUT_RECEIPT) }
  prepared.set(connection, statements)
  return statements
}
