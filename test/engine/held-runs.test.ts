import { ChildProcess } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { queryObjects } from 'node:v8'
import { expect, it } from 'vitest'
import type { RunId } from '@contract/ids'
import type { Task } from '@contract/task'
import { command, openEngine, phaseOf, shell, type TestEngine } from '../support/test-engine'

const OF_ONE_TASK = 200
const ENDED_IN_ALL = 1_000

/** Ids in the order of their starts. */
async function runMany({ engine }: TestEngine, task: Task, count: number): Promise<readonly RunId[]> {
  const ids: RunId[] = []
  while (ids.length < count) {
    const together = Array.from({ length: Math.min(25, count - ids.length) }, () => engine.start(task.id).id)
    await Promise.all(together.map((id) => engine.ended(id)))
    ids.push(...together)
  }
  return ids
}

it('a task whose oldest run lives holds no more than two hundred, and what is let go of is read from disk', async () => {
  const test = await openEngine()
  const { engine } = test
  const living = test.start({ ...command('job', 'sleep', ['60']), whenRunning: 'another' })
  await phaseOf(test, living.id, 'running')
  const letGo: RunId[] = []
  engine.onRunLetGo((id) => letGo.push(id))
  const [task] = engine.tasks()
  if (!task) throw new Error('The task is not there.')
  engine.define({ ...shell('echo of $QUIESCE_RUN_ID', { name: 'job' }), whenRunning: 'another' }, { replaces: task.id })
  const [first, ...others] = await runMany(test, task, OF_ONE_TASK + 5)
  if (first === undefined) throw new Error('Nothing was run.')

  const held = engine.runs().map(({ id }) => id)
  expect(held).toEqual([living.id, ...others.slice(-(OF_ONE_TASK - 1))])
  expect(engine.run(first)).toBeUndefined()
  // Whoever has a copy of what is held, as a window has, hears of it.
  const started = [living.id, first, ...others]
  expect(letGo).toEqual(started.filter((id) => !held.includes(id)))
  expect(await engine.output(first)).toMatchObject({ text: `of ${first}\n`, fromByte: 0, droppedBytes: 0 })
  const receipt = { runId: first, outcome: 'completed' }
  expect(await engine.ended(first)).toMatchObject(receipt)
  expect(await engine.earlierRun(first)).toMatchObject({ receipt })
  expect((await engine.history(task.id, { limit: 1_000 })).runs.map(({ id }) => id)).toContain(first)
  const files = readdirSync(join(test.dataDir, 'output'), { recursive: true, encoding: 'utf8' })
  expect(files.filter((name) => name.endsWith('.log'))).toHaveLength(OF_ONE_TASK + 5)
})

it('of all tasks together a thousand ended runs are held, and the newest of each task that is still there', async () => {
  const test = await openEngine()
  const { engine } = test
  const timer = (name: string): Task =>
    engine.define({ kind: 'timer', name, delayMs: 1, action: { log: 'elapsed' }, whenRunning: 'another' })
  const [once, forgotten, ...many] = ['once', 'forgotten', ...Array.from({ length: 6 }, (_, index) => `t${index}`)].map(
    timer,
  )
  if (!once || !forgotten) throw new Error('The tasks are not there.')
  const [kept] = await runMany(test, once, 1)
  const [gone] = await runMany(test, forgotten, 1)
  engine.forget(forgotten.id)
  for (const task of many) await runMany(test, task, 190)
  const ids = new Set(engine.runs().map(({ id }) => id))
  expect(ids.size).toBeLessThanOrEqual(ENDED_IN_ALL + 25)
  expect(ids.size).toBeGreaterThanOrEqual(ENDED_IN_ALL)
  expect(kept && ids.has(kept)).toBe(true)
  expect(gone && ids.has(gone)).toBe(false)
})

it('an ended run holds nothing of its process, and still says all that it said', async () => {
  const test = await openEngine()
  const { engine } = test
  const task = engine.define({ ...shell('echo line; sleep 0.05', { name: 'short' }), whenRunning: 'another' })
  const ids = await runMany(test, task, 40)
  // What is told last of a run comes right after its receipt.
  await expect.poll(() => queryObjects(ChildProcess, { format: 'count' })).toBeLessThan(5)
  for (const id of ids) {
    expect(engine.run(id)).toMatchObject({
      phase: 'ended',
      lastLine: 'line',
      receipt: { runId: id },
      recorded: 'written',
    })
    expect(engine.run(id)?.guarantee).toBeDefined()
    expect(engine.run(id)?.startedAt).toBeGreaterThan(0)
  }
  const [id] = ids
  if (id === undefined) throw new Error('Nothing was run.')
  expect((await engine.output(id)).text).toBe('line\n')
  expect(await engine.stop(id)).toMatchObject({ accepted: false, code: 'already-ended' })
  expect(await engine.write(id, 'x')).toMatchObject({ accepted: false, code: 'already-ended' })
  expect((await engine.whoHolds(id)).holders).toEqual([])
})
