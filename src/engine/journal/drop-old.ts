import { transaction, type Connection } from './connection'
import type { Dropped, Retention } from './journal'

/** So many runs go at a time, until what is left is small enough. */
const AT_A_TIME = 50
const MOST_ROUNDS = 200

/** Drops ended runs by age, then the oldest until journal and output fit. A run that is open is never dropped. */
export function dropOld(connection: Connection, { maxAgeMs, maxBytes }: Retention, now: number): readonly Dropped[] {
  const dropped: Dropped[] = []
  const before = now - maxAgeMs
  transaction(connection, () => {
    dropped.push(...drop(connection, 'created_at < ?', before))
    connection.prepare("DELETE FROM events WHERE at < ? AND run_id = ''").run(before)
    connection.prepare('DELETE FROM instances WHERE closed_at < ?').run(before)
  })
  for (let round = 0; round < MOST_ROUNDS && bytesOf(connection) > maxBytes; round++) {
    const gone = transaction(connection, () =>
      drop(connection, `id IN (SELECT id FROM runs WHERE ended = 1 ORDER BY created_at LIMIT ?)`, AT_A_TIME),
    )
    if (gone.length === 0) break
    dropped.push(...gone)
  }
  if (dropped.length > 0) connection.exec('PRAGMA incremental_vacuum')
  return dropped
}

function drop(connection: Connection, which: string, value: number): readonly Dropped[] {
  const runs = connection.prepare(`SELECT id, instance FROM runs WHERE ended = 1 AND ${which}`).all(value)
  for (const { id } of runs as readonly Dropped[]) {
    connection.prepare('DELETE FROM events WHERE run_id = ?').run(id)
    connection.prepare('DELETE FROM samples WHERE run_id = ?').run(id)
    connection.prepare('DELETE FROM runs WHERE id = ?').run(id)
  }
  return runs as readonly Dropped[]
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
