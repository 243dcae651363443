import { chmodSync, closeSync, existsSync, mkdirSync, openSync, renameSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { codeOf } from '@tools/errors'
import { wallMs } from '../clock/clock'
import { connect, isDamaged, transaction, type Connection } from './connection'
import { salvage } from './salvage'
import { MIGRATIONS, type Migration } from './schema'

/** The smallest page of a database: less than one holds nothing. */
const SMALLEST_BYTES = 512

export interface Database {
  /** For what must survive a power cut. */
  readonly full: Connection
  /** For what must survive our own end. */
  readonly normal: Connection
  readonly path: string
  /** True where there was a file before, and it is used. */
  readonly existed: boolean
  readonly problems: readonly string[]
}

/**
 * Opens the file, or sets it aside and begins a fresh one: a bad file never keeps the app from starting, and is never thrown
 * away. Throws only what the disk itself refuses.
 */
export function openDatabase(path: string, migrations = MIGRATIONS): Database {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const existed = existsSync(path)
  const why = existed && statSync(path).size < SMALLEST_BYTES ? 'has no content' : undefined
  if (why !== undefined) return openFresh(path, why, migrations)
  try {
    return { ...opened(path, migrations), existed, problems: [] }
  } catch (error) {
    if (error instanceof Unusable) return openFresh(path, error.message, migrations)
    if (isDamaged(error)) return openFresh(path, 'is damaged', migrations)
    throw error
  }
}

/** Renames the file and what belongs to it, begins a new one, and takes over every row that can still be read and is whole. */
export function openFresh(path: string, why: string, migrations = MIGRATIONS): Database {
  const aside = `${path}.corrupt-${wallMs()}`
  for (const end of ['', '-wal', '-shm']) if (existsSync(path + end)) renameSync(path + end, aside + end)
  const fresh = opened(path, migrations)
  const taken = salvage(aside, fresh.full)
  const rows =
    taken === 0 ? 'Nothing in it could be read.' : `${taken} of its runs could be read whole and were taken over.`
  const problem = `The journal of earlier runs ${why}. It is kept as ${aside}; a new one was begun. ${rows}`
  return { ...fresh, existed: false, problems: [problem] }
}

function opened(path: string, migrations: readonly Migration[]): Pick<Database, 'full' | 'normal' | 'path'> {
  makePrivate(path)
  const full = connect(path, 'full')
  try {
    migrate(full, path, migrations)
    touchTables(full)
    const normal = connect(path, 'normal')
    chmodSync(path, 0o600)
    return { full, normal, path }
  } catch (error) {
    full.close()
    throw error
  }
}

/** Made before SQLite sees it: what SQLite puts beside it takes over its mode. What the disk refuses, SQLite says itself. */
function makePrivate(path: string): void {
  try {
    closeSync(openSync(path, 'a', 0o600))
  } catch {
    return
  }
}

class Unusable extends Error {}

/** A file that is damaged where it matters, or holds something else, shows it now. */
function touchTables(connection: Connection): void {
  for (const table of ['instances', 'runs', 'receipts', 'events']) {
    try {
      connection.prepare(`SELECT * FROM ${table} LIMIT 1`).all()
    } catch (error) {
      if (codeOf(error) === 'SQLITE_ERROR') throw new Unusable(`lacks the table ${table}`)
      throw error
    }
  }
}

/** Brings the schema up to date step by step. A copy is made before each step that may cost a file something it holds. */
function migrate(connection: Connection, path: string, migrations: readonly Migration[]): void {
  const version = versionOf(connection)
  const newest = migrations.at(-1)?.version ?? 0
  if (version > newest) throw new Unusable(`was written by a newer Quiesce (version ${version}, known up to ${newest})`)
  for (const step of migrations.filter((each) => each.version > version)) {
    if (version > 0 && step.keepsAll !== true) {
      const copy = `${path}.before-v${step.version}-${wallMs()}`
      connection.exec(`VACUUM INTO '${copy.replaceAll("'", "''")}'`)
    }
    transaction(connection, () => {
      connection.exec(step.sql)
      connection.exec(`PRAGMA user_version = ${step.version}`)
    })
  }
}

function versionOf(connection: Connection): number {
  const row = connection.prepare('PRAGMA user_version').get()
  return typeof row === 'object' && row !== null && 'user_version' in row ? Number(row.user_version) : 0
}
