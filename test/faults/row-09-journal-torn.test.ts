import { copyFileSync, mkdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { command, newDataDir, openEngine } from '../support/test-engine'
import { integrityOf, receiptsIn } from './support/journal-file'
import { openFolders } from './support/later'
import { startManager, until } from './support/manager'

afterEach(openFolders.release)

const CUTS = 8

/** A data folder as a kill leaves it: everything is still in the write-ahead log. */
async function folderInUse(): Promise<{ readonly folder: string; readonly ends: readonly string[] }> {
  const folder = newDataDir()
  const manager = startManager(folder, { trees: 0, mode: 'busy' })
  openFolders.later(() => manager.killed())
  let seen = 0
  await manager.fact((fact) => fact.acknowledged !== undefined && ++seen >= 10)
  await manager.killed()
  await until(() => manager.living().length === 0, 1_000)
  const ends = manager.facts.flatMap((fact) => fact.acknowledged ?? [])
  return { folder, ends }
}

function copyOf(folder: string): string {
  const copy = newDataDir()
  mkdirSync(copy, { recursive: true })
  for (const end of ['', '-wal']) copyFileSync(join(folder, `journal.db${end}`), join(copy, `journal.db${end}`))
  return copy
}

it(`a log cut at ${CUTS} random places: it opens, what is before the cut is whole and in its order, nothing is half there`, async () => {
  const { folder, ends } = await folderInUse()
  const size = statSync(join(folder, 'journal.db-wal')).size
  for (let cut = 0; cut < CUTS; cut++) {
    const copy = copyOf(folder)
    truncateSync(join(copy, 'journal.db-wal'), Math.floor(Math.random() * size))
    await expectWhole(copy, ends)
  }
})

it(`a log with one bit turned over, ${CUTS} times: it opens, and nothing that is changed is taken for true`, async () => {
  const { folder, ends } = await folderInUse()
  for (let turn = 0; turn < CUTS; turn++) {
    const copy = copyOf(folder)
    const path = join(copy, 'journal.db-wal')
    const bytes = readFileSync(path)
    const at = Math.floor(Math.random() * bytes.length)
    bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(Math.random() * 8))
    writeFileSync(path, bytes)
    await expectWhole(copy, ends)
  }
})

/** Whole commits from the front, and nothing is both open and ended. */
async function expectWhole(dataDir: string, ends: readonly string[]): Promise<void> {
  const test = await openEngine(dataDir)
  const written = receiptsIn(dataDir)
  const recovered = new Set(test.engine.recovered().map(({ id }) => String(id)))
  const kept = ends.filter((id) => written.has(id) && !recovered.has(id))
  expect(kept).toEqual(ends.slice(0, kept.length))
  expect(integrityOf(dataDir)).toBe('ok')
  const run = test.start(command('goes on', 'true'))
  expect(await test.engine.ended(run.id)).toMatchObject({ outcome: 'completed' })
  expect(receiptsIn(dataDir).has(run.id)).toBe(true)
  await test.engine.close()
}
