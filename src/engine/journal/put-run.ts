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

/** A run as it goes to the file. Made where the run is: a thread is handed text for a tenth of what an object costs. */
export interface WrittenRun {
  readonly id: string
  readonly taskId: string
  readonly createdAt: number
  readonly ended: 0 | 1
  readonly instance: string
  readonly outputBytes: number
  readonly body: string
  readonly receipt: string | undefined
}

export function writtenRun(row: RunRow, receipt: Receipt | undefined): WrittenRun {
  const { id, taskId, createdAt, instance, outputBytes = 0 } = row
  const ended = row.phase === 'ended' ? 1 : 0
  const text = receipt && JSON.stringify(receipt)
  return { id, taskId, createdAt, ended, instance, outputBytes, body: JSON.stringify(row), receipt: text }
}

/** Within a transaction of the caller's. A run that has ended stays ended, whatever is written late. */
export function putRun(connection: Connection, run: WrittenRun): void {
  const { id, taskId, createdAt, ended, instance, outputBytes, body, receipt } = run
  const { putRow, putReceipt } = statementsOf(connection)
  putRow.run(id, taskId, createdAt, ended, instance, outputBytes, body, runSum(id, body))
  if (receipt !== undefined) putReceipt.run(id, receipt, receiptSum(id, receipt))
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
