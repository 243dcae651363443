import { afterEach, expect, it } from 'vitest'
import { command, openEngine, phaseOf } from '../support/test-engine'
import { journalPath, openSqlite, receiptsIn } from './support/journal-file'
import { openFolders } from './support/later'
import { until } from './support/manager'

afterEach(openFolders.release)

it('another program holds the journal: a start is not held up, a stop is acknowledged, and all is written when it lets go', async () => {
  const test = await openEngine()
  const first = test.start(command('first', 'true'))
  await test.engine.ended(first.id)
  const other = openSqlite(journalPath(test.dataDir))
  openFolders.later(() => other.close())
  other.exec('BEGIN IMMEDIATE')

  const from = performance.now()
  const run = test.start(command('sleeper', 'sleep', ['60']))
  await phaseOf(test, run.id, 'running')
  expect(performance.now() - from).toBeLessThan(1_000)
  expect(await test.engine.stop(run.id)).toEqual({ accepted: true })
  expect(await test.engine.ended(run.id)).toMatchObject({ verdict: 'clean' })
  await until(() => test.events.some(({ text }) => text.includes('another program holds the file')), 3_000)

  other.exec('ROLLBACK')
  await until(() => test.events.some(({ text }) => text.includes('The journal is written again')), 6_000)
  expect(receiptsIn(test.dataDir).has(run.id)).toBe(true)
})
