import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { RunId } from '@contract/ids'
import type { Task } from '@contract/task'
import { openDatabase } from '@engine/journal/open-database'
import { MIGRATIONS } from '@engine/journal/schema'
import { journalPath, withJournal } from '../../faults/support/journal-file'
import { isAlive } from '../../support/nothing-alive'
import { command, newDataDir, openEngine, phaseOf, shell, type TestEngine } from '../../support/test-engine'

const DAY_MS = 86_400_000
const LONG = { days: 30, megabytes: 1_024 }

async function runOnce({ engine }: TestEngine, task: Task): Promise<RunId> {
  const { id } = engine.start(task.id)
  await engine.ended(id)
  return id
}

async function idsOf({ engine }: TestEngine, task: Task): Promise<readonly RunId[]> {
  return (await engine.history(task.id)).runs.map(({ id }) => id)
}

/** As if the run had begun and ended that long ago. */
function age(dataDir: string, id: RunId, days: number, ended = true): void {
  withJournal(dataDir, (sqlite) => {
    const ms = Math.round(days * DAY_MS)
    sqlite.prepare('UPDATE runs SET created_at = created_at - ? WHERE id = ? RETURNING id').all(ms, id)
    if (!ended) return
    sqlite.prepare(`UPDATE runs SET body = json_set(body, '$.endedAt', created_at) WHERE id = ? RETURNING id`).all(id)
  })
}

function outputsOf(dataDir: string): string {
  return readdirSync(join(dataDir, 'output'), { recursive: true, encoding: 'utf8' }).join('\n')
}

it('runs that ended longer ago than is kept go with receipt and output; one that only began long ago stays', async () => {
  const dataDir = newDataDir()
  const first = await openEngine(dataDir)
  const task = first.engine.define(command('prints', 'echo', ['here']))
  const old = await runOnce(first, task)
  const long = await runOnce(first, task)
  const young = await runOnce(first, task)
  await first.engine.close()
  age(dataDir, old, 31)
  age(dataDir, long, 31, false)

  const next = await openEngine(dataDir)
  await next.engine.keep(LONG)
  expect(new Set(await idsOf(next, task))).toEqual(new Set([long, young]))
  expect(await next.engine.earlierRun(old)).toBeUndefined()
  await expect(next.engine.output(old)).rejects.toThrow(/the id of a run that is kept/)
  expect((await next.engine.output(young)).text).toBe('here\n')
  expect(outputsOf(dataDir)).not.toContain(old)
  expect(outputsOf(dataDir)).toContain(young)
})

it('when journal and output grow beyond what is kept, as few of the oldest ended runs go as make room; a live run never does', async () => {
  const test = await openEngine()
  const live = test.start(command('stays', 'sleep', ['60']))
  await phaseOf(test, live.id, 'running')
  const task = test.engine.define(shell('head -c 500000 /dev/zero | tr "\\0" x | fold -w 1000', { name: 'much' }))
  const ids: RunId[] = []
  for (let run = 0; run < 3; run++) ids.push(await runOnce(test, task))
  await test.engine.keep({ days: 30, megabytes: 8 })
  expect(await idsOf(test, task)).toHaveLength(3)
  // Three times half a million bytes and the journal's own pages: one has to go for 1.4 MB.
  await test.engine.keep({ days: 30, megabytes: 1.4 })
  expect(await idsOf(test, task)).toEqual([ids[2], ids[1]])
  await test.engine.keep({ days: 30, megabytes: 0 })
  expect(await idsOf(test, task)).toEqual([])
  expect(await test.engine.earlierRun(live.id)).toMatchObject({ phase: 'running' })
  expect(test.engine.run(live.id)?.phase).toBe('running')
})

it('the output of a run that was taken off the board counts no longer, and its receipt stays', async () => {
  const test = await openEngine()
  const task = test.engine.define(shell('head -c 2000000 /dev/zero | tr "\\0" x | fold -w 1000', { name: 'much' }))
  const id = await runOnce(test, task)
  expect(test.engine.dismiss(id)).toBe(true)
  await expect.poll(() => outputsOf(test.dataDir).includes(id)).toBe(false)
  await test.engine.keep({ days: 30, megabytes: 1 })
  expect(await test.engine.earlierRun(id)).toMatchObject({ outcome: 'completed', receipt: { runId: id } })
  const { text, droppedBytes } = await test.engine.output(id)
  expect(text).toBe('')
  expect(droppedBytes).toBeGreaterThanOrEqual(2_000_000)
})

it('folders that engines long gone left are removed; those of a living engine, of a living run, and young ones are not', async () => {
  const dataDir = newDataDir()
  const places = ['output/old', 'output/young', 'tmp/old', 'tmp/used/run-alive', 'kept/run-kept', 'watchdog']
  for (const place of places) mkdirSync(join(dataDir, place), { recursive: true })
  for (const file of ['output/old/run-a.log', 'kept/run-gone.output', 'watchdog/old.log', 'watchdog/young.log'])
    writeFileSync(join(dataDir, file), 'x')
  const test = await openEngine(dataDir)
  const [own = ''] = readdirSync(join(dataDir, 'output')).filter((name) => name !== 'old' && name !== 'young')
  const run = test.start(command('prints', 'echo', ['own']))
  await test.engine.ended(run.id)
  const alive = spawn('sleep', ['60'], { env: { QUIESCE_RUN_ID: 'run-alive' }, stdio: 'ignore' })
  try {
    const long = new Date(Date.now() - 31 * DAY_MS)
    const oldOnes = [
      'output/old/run-a.log',
      'output/old',
      'tmp/old',
      'tmp/used/run-alive',
      'tmp/used',
      'kept/run-gone.output',
    ]
    for (const place of [...oldOnes, 'watchdog/old.log', `output/${own}`]) utimesSync(join(dataDir, place), long, long)
    await test.engine.keep(LONG)
    const left = (folder: string): readonly string[] => readdirSync(join(dataDir, folder)).sort()
    expect(left('output')).toEqual([own, 'young'].sort())
    expect(left('tmp')).toEqual(['used'])
    expect(left('watchdog')).toEqual(['young.log'])
    expect(left('kept')).toEqual(['run-kept'])
    expect((await test.engine.output(run.id)).text).toBe('own\n')
  } finally {
    const gone = new Promise((resolve) => alive.once('exit', resolve))
    alive.kill('SIGKILL')
    await gone
  }
  expect(isAlive(alive.pid ?? 0)).toBe(false)
  await test.engine.keep(LONG)
  expect(existsSync(join(dataDir, 'tmp/used'))).toBe(false)
})

it('the folder of an engine goes with the last of its runs', async () => {
  const dataDir = newDataDir()
  const first = await openEngine(dataDir)
  const task = first.engine.define(command('prints', 'echo', ['here']))
  const id = await runOnce(first, task)
  await first.engine.close()
  const [folder = ''] = readdirSync(join(dataDir, 'output'))
  const next = await openEngine(dataDir)
  await next.engine.keep(LONG)
  expect(readdirSync(join(dataDir, 'output'))).toContain(folder)
  await next.engine.keep({ days: 30, megabytes: 0 })
  expect(await next.engine.earlierRun(id)).toBeUndefined()
  expect(readdirSync(join(dataDir, 'output'))).not.toContain(folder)
})

/** A table of samples is what journals of version 1 have, and newer ones do not. */
function writeSamples(dataDir: string, count: number): void {
  const { full, normal } = openDatabase(journalPath(dataDir), MIGRATIONS.slice(0, 1))
  full.exec(`WITH RECURSIVE second(at) AS (SELECT 1 UNION ALL SELECT at + 1 FROM second WHERE at < ${count})
    INSERT INTO samples SELECT 'run-of-a-service', at, 12.5, 123456789, 3 FROM second`)
  normal.close()
  full.close()
}

/** As an engine of version 1 would have left it: everything but the samples looks the same. */
function asVersionOne(dataDir: string): void {
  withJournal(dataDir, (sqlite) => {
    sqlite.exec(`CREATE TABLE samples (run_id TEXT NOT NULL, at INTEGER NOT NULL, cpu_percent REAL NOT NULL,
      memory_bytes INTEGER NOT NULL, processes INTEGER NOT NULL, PRIMARY KEY (run_id, at)) WITHOUT ROWID`)
    sqlite.exec('PRAGMA user_version = 1')
  })
}

it('400,000 samples in a journal of an older version cost no run its place, and their room is given back', async () => {
  const dataDir = newDataDir()
  const first = await openEngine(dataDir)
  const task = first.engine.define(command('short', 'true'))
  for (let run = 0; run < 5; run++) await runOnce(first, task)
  await first.engine.close()
  asVersionOne(dataDir)
  writeSamples(dataDir, 400_000)
  expect(statSync(journalPath(dataDir)).size).toBeGreaterThan(16 * 1_048_576)

  const next = await openEngine(dataDir)
  const warnings = next.engine.recentEvents().filter(({ type }) => type === 'warning')
  expect(warnings.map(({ text }) => text)).toEqual([])
  await next.engine.keep({ days: 30, megabytes: 16 })
  expect(await idsOf(next, task)).toHaveLength(5)
  await next.engine.close()
  expect(statSync(journalPath(dataDir)).size).toBeLessThan(1_048_576)
  // A copy of what nobody reads would take the room again.
  expect(readdirSync(dataDir).filter((name) => name.startsWith('journal.db.'))).toEqual([])
})

it('a live run that writes event after event pushes nobody out of the history', async () => {
  const test = await openEngine()
  const task = test.engine.define(command('short', 'true'))
  for (let run = 0; run < 5; run++) await runOnce(test, task)
  const live = test.start(command('chatty', 'sleep', ['60']))
  await phaseOf(test, live.id, 'running')
  withJournal(test.dataDir, (sqlite) => {
    sqlite.exec(`WITH RECURSIVE event(seq) AS (SELECT 1 UNION ALL SELECT seq + 1 FROM event WHERE seq < 40000)
      INSERT INTO events (instance, seq, at, run_id, type, text)
      SELECT 'an-instance', seq, seq, '${live.id}', 'health', 'main: unhealthy: ' || hex(zeroblob(40)) FROM event`)
  })
  await test.engine.keep({ days: 30, megabytes: 2 })
  expect(await idsOf(test, task)).toHaveLength(5)
  const newest = withJournal(test.dataDir, (sqlite) =>
    sqlite
      .prepare('SELECT min(seq) AS first, max(seq) AS last FROM events WHERE seq > 1000 AND run_id = ?')
      .get(live.id),
  )
  expect(newest['last']).toBe(40_000)
  expect(Number(newest['first'])).toBeGreaterThan(39_000)
})
