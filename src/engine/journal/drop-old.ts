import { transaction, type Connection } from './connection'
import type { Dropped, Retention } from './journal'

/** Sizes of single runs are estimates, so that more than one round may be needed. */
const AT_A_TIME = 500
const MOST_ROUNDS = 200
/** A run that writes event after event may not cost others their place: of each so many are kept when room is needed. */
const KEPT_EVENTS = 500

/** `created_at` cannot be later than the end, and has an index. */
const ENDED_BEFORE = "created_at < ? AND coalesce(json_extract(body, '$.endedAt'), created_at) < ?"

const OLDEST = `SELECT id, instance, output_bytes + length(body)
    + coalesce((SELECT length(receipts.body) FROM receipts WHERE receipts.run_id = runs.id), 0)
    + coalesce((SELECT sum(length(text) + 100) FROM events WHERE events.run_id = runs.id), 0) AS bytes
  FROM runs WHERE ended = 1 ORDER BY created_at LIMIT ?`

const LONG_LOGS = `SELECT run_id AS id, (SELECT newer.id FROM events AS newer WHERE newer.run_id = events.run_id
    ORDER BY newer.id DESC LIMIT 1 OFFSET ?) AS last
  FROM events GROUP BY run_id HAVING count(*) > ?`

/**
 * Drops ended runs by age, then, until journal and output fit, what single runs have too much of, and the oldest ended runs. A
 * run that is open is never dropped.
 */
export function dropOld(connection: Connection, { maxAgeMs, maxBytes }: Retention, now: number): readonly Dropped[] {
  const before = now - maxAgeMs
  const dropped = transaction(connection, () => {
    const old = connection
      .prepare(`SELECT id, instance FROM runs WHERE ended = 1 AND ${ENDED_BEFORE}`)
      .all(before, before) as readonly Dropped[]
    drop(connection, old)
    connection.prepare("DELETE FROM events WHERE at < ? AND run_id = ''").run(before)
    connection.prepare('DELETE FROM instances WHERE closed_at < ?').run(before)
    return [...old]
  })
  if (bytesOf(connection) > maxBytes) transaction(connection, () => shortenLogs(connection))
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const excess = bytesOf(connection) - maxBytes
    if (excess <= 0) break
    const oldest = transaction(connection, () => drop(connection, oldestOf(connection, excess)))
    if (oldest.length === 0) break
    dropped.push(...oldest)
  }
  giveBack(connection)
  return dropped
}

/** As few of the oldest ended runs as make up `bytes`. */
function oldestOf(connection: Connection, bytes: number): readonly Dropped[] {
  const oldest: Dropped[] = []
  let freed = 0
  const sized = connection.prepare(OLDEST).all(AT_A_TIME) as readonly (Dropped & { readonly bytes: number })[]
  for (const { id, instance, bytes: size } of sized) {
    oldest.push({ id, instance })
    freed += size
    if (freed >= bytes) break
  }
  return oldest
}

function drop(connection: Connection, runs: readonly Dropped[]): readonly Dropped[] {
  for (const { id } of runs) {
    connection.prepare('DELETE FROM events WHERE run_id = ?').run(id)
    connection.prepare('DELETE FROM runs WHERE id = ?').run(id)
  }
  return runs
}

/** The newest events of each run stay, and of what belongs to no run. */
function shortenLogs(connection: Connection): void {
  const long = connection.prepare(LONG_LOGS).all(KEPT_EVENTS, KEPT_EVENTS) as readonly LongLog[]
  const shorten = connection.prepare('DELETE FROM events WHERE run_id = ? AND id <= ?')
  for (const { id, last } of long) shorten.run(id, last)
}

/** Pages that nothing uses any more, also those that a table of an older schema left, go back to the disk. */
function giveBack(connection: Connection): void {
  if (numberOf(connection, 'PRAGMA freelist_count') > 0) connection.exec('PRAGMA incremental_vacuum')
}

interface LongLog {
  readonly id: string
  readonly last: number
}

/** Pages in use, and the output that the runs left beside. Free pages are given back afterwards. */
function bytesOf(connection: Connection): number {
  const pages = numberOf(connection, 'PRAGMA page_count') - numberOf(connection, 'PRAGMA freelist_count')
  const output = numberOf(connection, 'SELECT coalesce(sum(output_bytes), 0) AS bytes FROM runs')
  return pages * numberOf(connection, 'PRAGMA page_size') + output
}

function numberOf(connection: Connection, sql: string): number {
  const row = connection.prepare(sql).get()
  return typeof row === 'object' && row !== null ? Number(Object.values(row)[0]) : 0
}
