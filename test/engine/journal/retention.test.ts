import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { RunId } from '@contract/ids'
import type { Task } from '@contract/task'
import { withJournal } from '../../faults/support/journal-file'
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
