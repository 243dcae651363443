import { afterEach, expect, it } from 'vitest'
import { newDataDir } from '../support/test-engine'
import { integrityOf, withJournal } from './support/journal-file'
import { openFolders } from './support/later'
import { startManager, until } from './support/manager'

afterEach(openFolders.release)

const KILLS = 6

it(`killed ${KILLS} times while it writes one end after the other: what was acknowledged is there, and every commit is whole`, async () => {
  const dataDir = newDataDir()
  const acknowledged: string[] = []
  for (let kill = 0; kill < KILLS; kill++) {
    const manager = startManager(dataDir, { trees: 0, mode: 'busy' })
    openFolders.later(() => manager.killed())
    await manager.fact((fact) => fact.acknowledged !== undefined)
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 150))
    await manager.killed()
    await until(() => manager.living().length === 0, 1_000)
    acknowledged.push(...manager.facts.flatMap((fact) => fact.acknowledged ?? []))
    expect(integrityOf(dataDir)).toBe('ok')
  }
  withJournal(dataDir, (sqlite) => {
    const ids = (sql: string): readonly string[] =>
      sqlite
        .prepare(sql)
        .all()
        .map((row) => String(row['id']))
    const ended = ids('SELECT id FROM runs WHERE ended = 1')
    const receipts = ids('SELECT run_id AS id FROM receipts')
    expect(acknowledged.filter((id) => !receipts.includes(id))).toEqual([])
    // A run's end and its receipt are one commit: there is never one without the other.
    expect([...ended].sort()).toEqual([...receipts].sort())
  })
})
