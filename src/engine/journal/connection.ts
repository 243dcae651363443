import { createRequire } from 'node:module'
import { codeOf } from '@tools/errors'

/** The part of `libsql` that is used here: the same as of better-sqlite3 and, nearly, of `node:sqlite`. */
export interface Connection {
  exec(sql: string): unknown
  prepare(sql: string): Statement
  close(): void
}

export interface Statement {
  run(...values: readonly Value[]): unknown
  get(...values: readonly Value[]): unknown
  all(...values: readonly Value[]): readonly unknown[]
  iterate(...values: readonly Value[]): Iterable<unknown>
}

export type Value = string | number | null

type Constructor = new (path: string, options: { readonly timeout: number }) => Connection

/** Another process that holds the file is waited for this long. */
const BUSY_MS = 2_000
const WAL_LIMIT_BYTES = 16 * 1024 * 1024

let loaded: Constructor | undefined

/** Throws where the machine has no build of the library: tasks run without it. */
export function loadLibrary(): Constructor {
  return (loaded ??= createRequire(import.meta.url)('libsql') as Constructor)
}

/**
 * `full`: a commit survives a power cut. `normal`: it survives our own end, and a power cut may take the last ones.
 */
export function connect(path: string, synchronous: 'full' | 'normal'): Connection {
  const Database = loadLibrary()
  const connection = new Database(path, { timeout: BUSY_MS })
  try {
    // Only a new file takes this one; it must come before anything is written.
    connection.exec('PRAGMA auto_vacuum = INCREMENTAL')
    connection.exec('PRAGMA journal_mode = WAL')
    connection.exec(`PRAGMA synchronous = ${synchronous.toUpperCase()}`)
    connection.exec('PRAGMA foreign_keys = ON')
    connection.exec('PRAGMA wal_autocheckpoint = 1000')
    connection.exec(`PRAGMA journal_size_limit = ${WAL_LIMIT_BYTES}`)
    return connection
  } catch (error) {
    connection.close()
    throw error
  }
}

/** All of it or nothing. The write lock is taken at once, so that it cannot fail half way for want of it. */
export function transaction<Result>(connection: Connection, work: () => Result): Result {
  connection.exec('BEGIN IMMEDIATE')
  try {
    const result = work()
    connection.exec('COMMIT')
    return result
  } catch (error) {
    rollBack(connection)
    throw error
  }
}

/** SQLite has already rolled back after some errors, such as a full disk. */
function rollBack(connection: Connection): void {
  try {
    connection.exec('ROLLBACK')
  } catch {
    // Nothing was open any more.
  }
}

/** The file itself is bad, as against a disk that does not take it. */
export function isDamaged(error: unknown): boolean {
  return /^SQLITE_(?:CORRUPT|NOTADB)/.test(codeOf(error))
}
