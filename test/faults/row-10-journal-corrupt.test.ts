import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { RunSnapshot } from '@contract/run'
import { command, newDataDir, openEngine } from '../support/test-engine'
import { integrityOf, journalPath, receiptsIn, withJournal } from './support/journal-file'
import { until } from './support/manager'

async function folderWithRuns(
  count: number,
): Promise<{ readonly dataDir: string; readonly runs: readonly RunSnapshot[] }> {
  const dataDir = newDataDir()
  const test = await openEngine(dataDir)
  const task = test.engine.define(command('many', 'true'), { saved: false })
  const runs: RunSnapshot[] = []
  for (let index = 0; index < count; index++) {
    const run = test.engine.start(task.id)
    await test.engine.ended(run.id)
    runs.push(run)
  }
  await test.engine.close()
  return { dataDir, runs }
}

const asideOf = (dataDir: string): readonly string[] =>
  readdirSync(dataDir).filter((name) => /^journal\.db\.corrupt-\d+$/.test(name))

const BAD: readonly (readonly [string, (dataDir: string) => void])[] = [
  ['random bytes', (dataDir) => writeFileSync(journalPath(dataDir), randomBytes(20_000))],
  ['text', (dataDir) => writeFileSync(journalPath(dataDir), 'this is not a database\n')],
  ['no bytes at all', (dataDir) => writeFileSync(journalPath(dataDir), '')],
  ['one byte', (dataDir) => writeFileSync(journalPath(dataDir), 'S')],
  ['the head of a database and then nothing', (dataDir) => truncateSync(journalPath(dataDir), 100)],
  ['half of its pages', (dataDir) => truncateSync(journalPath(dataDir), 3 * 4_096)],
  ['a version of the future', (dataDir) => withJournal(dataDir, (sqlite) => sqlite.exec('PRAGMA user_version = 99'))],
  ['tables of somebody else', (dataDir) => withJournal(dataDir, (sqlite) => sqlite.exec('DROP TABLE events'))],
]

for (const [what, spoil] of BAD) {
  it(`a journal of ${what} is set aside with a warning, and a fresh one is begun; the next start is quiet`, async () => {
    const { dataDir } = await folderWithRuns(3)
    spoil(dataDir)
    const test = await openEngine(dataDir)
    expect(asideOf(dataDir)).toHaveLength(1)
    const warnings = test.events.filter(({ type }) => type === 'warning').map(({ text }) => text)
    expect(warnings).toHaveLength(1)
    expect(warnings[0]).toMatch(
      /^main: The journal of earlier runs .*\. It is kept as .*journal\.db\.corrupt-\d+; a new one was begun\./,
    )
    const run = test.start(command('goes on', 'true'))
    await test.engine.ended(run.id)
    expect(receiptsIn(dataDir).has(run.id)).toBe(true)
    await test.engine.close()
    const again = await openEngine(dataDir)
    expect(again.events).toEqual([])
    expect(asideOf(dataDir)).toHaveLength(1)
  })
}

it('what can still be read of a journal that is set aside is taken over: history goes on', async () => {
  const { dataDir, runs } = await folderWithRuns(5)
  withJournal(dataDir, (sqlite) => sqlite.exec('PRAGMA user_version = 99'))
  const test = await openEngine(dataDir)
  expect(test.events[0]?.text).toContain('5 of its runs could be read whole and were taken over')
  const taskId = runs[0]?.taskId
  expect(taskId && (await test.engine.history(taskId)).runs.map(({ id }) => id)).toEqual(
    runs.map(({ id }) => id).reverse(),
  )
})

it('a receipt in which one bit was turned over on disk is not shown as true', async () => {
  const { dataDir, runs } = await folderWithRuns(2)
  const [first] = runs
  withJournal(dataDir, (sqlite) =>
    sqlite
      .prepare(`UPDATE receipts SET body = replace(body, '"verdict":"clean"', '"verdict":"cleam"') WHERE run_id = ?`)
      .all(first?.id),
  )
  const test = await openEngine(dataDir)
  const taskId = first?.taskId
  expect(taskId && (await test.engine.history(taskId)).runs.map(({ id }) => id)).toEqual([runs[1]?.id])
})

it('a bad page is found by the look through the whole file, while the engine works', async () => {
  const { dataDir } = await folderWithRuns(40)
  const path = journalPath(dataDir)
  const bytes = readFileSync(path)
  const page = lastPageOf(dataDir)
  bytes.fill(0xff, page * 4_096 - 4_000, page * 4_096)
  writeFileSync(path, bytes)
  expect(integrityOf(dataDir)).not.toBe('ok')
  const test = await openEngine(dataDir)
  await until(() => test.events.some(({ text }) => text.includes('is damaged')), 10_000)
  const run = test.start(command('goes on', 'true'))
  await test.engine.ended(run.id)
  expect(receiptsIn(dataDir).has(run.id)).toBe(true)
  expect(integrityOf(dataDir)).toBe('ok')
})

/** A page in the middle of the receipts: opening does not meet it. */
function lastPageOf(dataDir: string): number {
  return withJournal(dataDir, (sqlite) => Number(sqlite.prepare('PRAGMA page_count').get()['page_count'])) - 2
}

it('a folder in the place of the journal: tasks run, a warning says it', async () => {
  const dataDir = newDataDir()
  const { mkdirSync } = await import('node:fs')
  mkdirSync(join(dataDir, 'journal.db'))
  const test = await openEngine(dataDir)
  const run = test.start(command('goes on', 'true'))
  expect(await test.engine.ended(run.id)).toMatchObject({ outcome: 'completed' })
  expect(test.events.map(({ text }) => text).join('\n')).toContain('The journal cannot be written')
})
