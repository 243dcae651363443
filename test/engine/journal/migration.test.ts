import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { openDatabase } from '@engine/journal/open-database'
import { MIGRATIONS, type Migration } from '@engine/journal/schema'
import { journalPath, openSqlite, type Sqlite } from '../../faults/support/journal-file'
import { command, newDataDir, openEngine } from '../../support/test-engine'

const NEXT = (MIGRATIONS.at(-1)?.version ?? 0) + 1
const WITH_NOTE: readonly Migration[] = [
  ...MIGRATIONS,
  { version: NEXT, sql: 'ALTER TABLE runs ADD COLUMN note TEXT;' },
]

/** A journal as this version writes it, with one run in it. */
async function journalWithRun(): Promise<{ readonly path: string; readonly id: string }> {
  const dataDir = newDataDir()
  const { engine } = await openEngine(dataDir)
  const run = engine.start(engine.define(command('kept', 'true')).id)
  await engine.ended(run.id)
  await engine.close()
  return { path: journalPath(dataDir), id: run.id }
}

function inFile<Result>(path: string, look: (sqlite: Sqlite) => Result): Result {
  const sqlite = openSqlite(path)
  try {
    return look(sqlite)
  } finally {
    sqlite.close()
  }
}

const versionOf = (path: string): unknown =>
  inFile(path, (file) => file.prepare('PRAGMA user_version').get()['user_version'])
const runsOf = (path: string): readonly unknown[] =>
  inFile(path, (file) =>
    file
      .prepare('SELECT id FROM runs')
      .all()
      .map((row) => row['id']),
  )
const backupsOf = (path: string): readonly string[] =>
  readdirSync(dirname(path))
    .filter((name) => name.includes(`.before-v${NEXT}-`))
    .map((name) => join(dirname(path), name))

it('a journal of an older version is brought up to date with its runs, and a whole copy of it as it was lies beside it', async () => {
  const { path, id } = await journalWithRun()
  const { full, normal, problems, existed } = openDatabase(path, WITH_NOTE)
  expect([existed, problems]).toEqual([true, []])
  expect(full.prepare('SELECT id, note FROM runs').all()).toEqual([{ id, note: null }])
  normal.close()
  full.close()
  expect(versionOf(path)).toBe(NEXT)
  const [backup = '', ...more] = backupsOf(path)
  expect(more).toEqual([])
  expect(versionOf(backup)).toBe(NEXT - 1)
  expect(runsOf(backup)).toEqual([id])
  expect(inFile(backup, (file) => file.prepare('PRAGMA integrity_check').get()['integrity_check'])).toBe('ok')
})

it('a step that fails half way leaves the journal at its old version, whole, with the copy made before', async () => {
  const { path, id } = await journalWithRun()
  const failing = [
    ...MIGRATIONS,
    { version: NEXT, sql: 'ALTER TABLE runs ADD COLUMN note TEXT; INSERT INTO nowhere VALUES (1);' },
  ]
  expect(() => openDatabase(path, failing)).toThrow(/nowhere/)
  expect(versionOf(path)).toBe(NEXT - 1)
  expect(runsOf(path)).toEqual([id])
  expect(inFile(path, (file) => file.prepare('SELECT * FROM runs').all()).some((row) => 'note' in row)).toBe(false)
  expect(backupsOf(path)).toHaveLength(1)
  const { engine } = await openEngine(dirname(path))
  expect(await engine.earlierRun(id as never)).toMatchObject({ id, outcome: 'completed' })
})

it('a new journal is made without a copy of nothing', () => {
  const path = journalPath(newDataDir())
  const { full, normal } = openDatabase(path, WITH_NOTE)
  normal.close()
  full.close()
  expect(versionOf(path)).toBe(NEXT)
  expect(backupsOf(path)).toEqual([])
})
