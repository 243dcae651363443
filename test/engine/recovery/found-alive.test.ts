import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { asTaskId, type RunId } from '@contract/ids'
import { isAlive, processesWith } from '../../support/nothing-alive'
import { command, lineOf, newDataDir, openEngine, phaseOf, shell, snapshotOf, stepOf } from '../../support/test-engine'
import { inWords } from '../../support/words'

const TICKER = 'trap "exit 0" TERM; i=0; while :; do i=$((i+1)); echo tick $i; sleep 0.1; done'

/** An engine that closed over a run that may stay. */
async function leftRunning(): Promise<{ readonly dataDir: string; readonly id: RunId; readonly pid: number }> {
  const dataDir = newDataDir()
  const first = await openEngine(dataDir)
  const task = first.engine.define(shell(TICKER, { name: 'ticker', keepRunning: true }))
  const run = first.engine.start(task.id)
  await lineOf(first, run.id, /tick 2/)
  const { pid = 0 } = await snapshotOf(first.engine, run.id, (each) => each.pid !== undefined)
  await first.engine.close()
  expect(first.events.at(-1)?.text).toContain('ticker goes on without Quiesce, as its task says')
  expect(isAlive(pid)).toBe(true)
  return { dataDir, id: run.id, pid }
}

it('a run that may stay outlives its engine; the next one finds it, takes it over with its output, and stops it with a receipt', async () => {
  const { dataDir, id, pid } = await leftRunning()
  const next = await openEngine(dataDir)
  expect(next.engine.recovered()).toMatchObject([{ id, name: 'ticker', found: 'alive' }])
  expect(next.engine.recovered()[0]?.processes.map((each) => each.pid)).toContain(pid)
  expect(next.engine.recovered()[0]?.evidence).toEqual({ code: 'leader-is-there', pid, by: 'mark' })
  expect(next.events[0]?.text).toContain('ticker was open when Quiesce ended: found alive.')

  expect(await next.engine.recover(id, 'adopt')).toEqual({ accepted: true })
  await phaseOf(next, id, 'running')
  expect(next.engine.run(id)).toMatchObject({ name: 'ticker', pid })
  await lineOf(next, id, /tick 1$/)
  const live = await lineOf(next, id, /tick \d{2}/)
  expect(live).toMatch(/tick/)
  expect(await next.engine.recover(id, 'adopt')).toMatchObject({ accepted: false })

  await next.engine.stop(id)
  const receipt = await next.engine.ended(id)
  expect(receipt).toMatchObject({ control: 'stop', outcome: 'stopped' })
  expect(inWords(stepOf(receipt, 'leader-gone').evidence)).toContain('not told to anybody but its parent')
  expect(receipt.exit).toBeUndefined()
  expect(isAlive(pid)).toBe(false)
  expect(readdirSync(join(dataDir, 'kept')).filter((name) => name.includes(id) && name.endsWith('.output'))).toEqual([])
  const { runs } = await next.engine.history(receipt.taskId)
  expect(runs).toMatchObject([{ id, phase: 'ended', outcome: 'stopped' }])
})

it('a task whose earlier run is still there is not started beside it, until somebody has decided', async () => {
  const { dataDir, id, pid } = await leftRunning()
  const next = await openEngine(dataDir)
  const [{ taskId } = { taskId: asTaskId('none') }] = next.engine.recovered()
  expect(() => next.engine.start(taskId)).toThrow(
    `ticker still runs from an earlier start of Quiesce as process ${pid}; decide first whether to take it over, stop it or leave it`,
  )
  expect(() => next.engine.restart(taskId)).toThrow(/decide first whether to take it over/)
  const app = next.start(command('app', 'true', [], { dependsOn: [{ task: 'ticker', until: 'started' }] }))
  expect(inWords((await next.engine.ended(app.id)).failure)).toContain(
    `still runs from an earlier start of Quiesce as process ${pid}`,
  )
  expect(next.engine.runs().filter((run) => run.taskId === taskId)).toEqual([])
  await next.engine.recover(id, 'stop')
  await next.engine.ended(id)
  await phaseOf(next, next.engine.start(taskId).id, 'running')
  // It may stay when the engine closes, and nobody would end it after the test.
  const again = next.engine.runs().findLast((run) => run.taskId === taskId)?.id ?? id
  await next.engine.stop(again)
  await next.engine.ended(again)
})

it('stop takes it over and stops it at once', async () => {
  const { dataDir, id, pid } = await leftRunning()
  const next = await openEngine(dataDir)
  expect(await next.engine.recover(id, 'stop')).toMatchObject({ accepted: true })
  expect(await next.engine.ended(id)).toMatchObject({ outcome: 'stopped' })
  expect(isAlive(pid)).toBe(false)
})

it('left alone it goes on, and is not asked about again', async () => {
  const { dataDir, id, pid } = await leftRunning()
  const next = await openEngine(dataDir)
  expect(await next.engine.recover(id, 'leave')).toEqual({ accepted: true })
  await next.engine.close()
  expect(isAlive(pid)).toBe(true)
  const last = await openEngine(dataDir)
  expect(last.engine.recovered()).toEqual([])
  process.kill(-pid, 'SIGKILL')
})

it('one that ended in the meantime is told as gone, and adopting it is refused', async () => {
  const { dataDir, id, pid } = await leftRunning()
  const next = await openEngine(dataDir)
  process.kill(-pid, 'SIGKILL')
  // Its sleep too: whoever carries its mark would be taken over.
  await expect.poll(() => processesWith(`QUIESCE_RUN_ID=${id}`)).toEqual([])
  expect(await next.engine.recover(id, 'adopt')).toMatchObject({ accepted: false, code: 'already-ended' })
  const taskId = next.engine.recovered()[0]?.taskId
  const { runs } = taskId ? await next.engine.history(taskId) : { runs: [] }
  expect(runs).toMatchObject([{ id, outcome: 'lost', receipt: { verdict: 'unknown' } }])
})

it('what cannot outlive us is refused with keepRunning, in a sentence', async () => {
  const test = await openEngine()
  const run = test.start(command('both', 'sleep', ['60'], { keepRunning: true, ipc: true }))
  expect(inWords((await test.engine.ended(run.id)).failure)).toBe(
    'keepRunning: got true together with ipc, expected one of them: that ends with Quiesce, and the program with it.',
  )
})

it('an adopted run that ends by itself is lost: how it ended is not claimed', async () => {
  const { dataDir, id, pid } = await leftRunning()
  const next = await openEngine(dataDir)
  await next.engine.recover(id, 'adopt')
  await phaseOf(next, id, 'running')
  process.kill(-pid, 'SIGKILL')
  const receipt = await next.engine.ended(id)
  expect(receipt.outcome).toBe('lost')
  expect(receipt.failure).toBeUndefined()
})
