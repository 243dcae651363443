import { wallMs } from '../clock/clock'
import { bootId } from '../processes/boot-id'
import { platformProcessTable } from '../processes/platform-table'
import type { Connection } from './connection'
import type { Instance, KnownInstance } from './journal'

/** Within a transaction. Answers with the engine that lives and has the folder; else notes that it is ours now. */
export function takeFolder(connection: Connection, own: Instance): Instance | undefined {
  const table = platformProcessTable()
  const others = connection.prepare('SELECT id, pid, start_time, boot_id FROM instances WHERE closed_at IS NULL').all()
  for (const value of others) {
    const other = instanceOf(value)
    if (other.id === own.id) continue
    if (other.bootId === bootId() && table.isAlive(other.pid, other.startTime)) return other
    connection.prepare('UPDATE instances SET closed_at = ? WHERE id = ?').run(wallMs(), other.id)
  }
  connection
    .prepare('INSERT OR IGNORE INTO instances (id, pid, start_time, boot_id, opened_at) VALUES (?, ?, ?, ?, ?)')
    .run(own.id, own.pid, own.startTime, own.bootId, wallMs())
  return undefined
}

function instanceOf(value: unknown): Instance {
  const row = value as {
    readonly id: string
    readonly pid: number
    readonly start_time: string
    readonly boot_id: string
  }
  return { id: row.id, pid: row.pid, startTime: row.start_time, bootId: row.boot_id }
}

/** Every engine that the file names, by itself or by a run of its. */
export function knownInstances(connection: Connection): readonly KnownInstance[] {
  const named = connection
    .prepare('SELECT id, closed_at IS NOT NULL AS closed, id IN (SELECT instance FROM runs) AS has_runs FROM instances')
    .all() as readonly { readonly id: string; readonly closed: number; readonly has_runs: number }[]
  const known = new Set(named.map(({ id }) => id))
  const others = connection.prepare('SELECT DISTINCT instance FROM runs').all() as readonly {
    readonly instance: string
  }[]
  return [
    ...named.map(({ id, closed, has_runs }) => ({ id, closed: closed === 1, hasRuns: has_runs === 1 })),
    // Salvaged from a damaged file, or its row was dropped by age while a run of it is still kept.
    ...others.flatMap(({ instance: id }) => (known.has(id) ? [] : [{ id, closed: true, hasRuns: true }])),
  ]
}
