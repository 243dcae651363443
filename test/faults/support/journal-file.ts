import { createRequire } from 'node:module'
import { join } from 'node:path'

export interface Sqlite {
  exec(sql: string): void
  prepare(sql: string): {
    all(...values: unknown[]): Record<string, unknown>[]
    get(...values: unknown[]): Record<string, unknown>
  }
  close(): void
}

const Database = createRequire(import.meta.url)('libsql') as new (path: string, options?: { timeout: number }) => Sqlite

export const journalPath = (dataDir: string): string => join(dataDir, 'journal.db')

/** Another program's look at the file: nothing of ours is in between. */
export function openSqlite(path: string): Sqlite {
  return new Database(path, { timeout: 2_000 })
}

export function withJournal<Result>(dataDir: string, look: (sqlite: Sqlite) => Result): Result {
  const sqlite = openSqlite(journalPath(dataDir))
  try {
    return look(sqlite)
  } finally {
    sqlite.close()
  }
}

export function receiptsIn(dataDir: string): ReadonlySet<string> {
  return withJournal(
    dataDir,
    (sqlite) =>
      new Set(
        sqlite
          .prepare('SELECT run_id FROM receipts')
          .all()
          .map((row) => String(row['run_id'])),
      ),
  )
}

export function integrityOf(dataDir: string): unknown {
  return withJournal(dataDir, (sqlite) => sqlite.prepare('PRAGMA integrity_check').get()['integrity_check'])
}
