import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { command, eventOf, newDataDir, openEngine, phaseOf, snapshotOf } from '../support/test-engine'
import { endScrubbed, startManager, until, watchdogsOver, type Manager } from './support/manager'

/** The promise: for the next watchdog, and for what the manager leaves behind. */
const WITHIN_MS = 1_000
/** Until something stands: how long that takes is the machine's affair. */
const SOON_MS = 10_000

const managers: Manager[] = []
afterEach(async () => {
  for (const manager of managers.splice(0)) {
    await manager.killed()
    endScrubbed(manager)
  }
})

function managerOver(dataDir: string, trees = 1): Manager {
  const manager = startManager(dataDir, { trees })
  managers.push(manager)
  return manager
}

it('a watchdog runs before the first process, and leaves when the engine closes', async () => {
  const test = await openEngine()
  expect(watchdogsOver(test.dataDir)).toEqual([])
  const run = test.start(command('sleeper', 'sleep', ['60']))
  await phaseOf(test, run.id, 'running')
  expect(watchdogsOver(test.dataDir)).toHaveLength(1)
  await test.engine.close('terminate')
  expect(watchdogsOver(test.dataDir)).toEqual([])
  expect(readdirSync(join(test.dataDir, 'watchdog'))).toEqual([])
})

it('a watchdog that is killed is started again within a second, and the log says so', async () => {
  const test = await openEngine()
  const run = test.start(command('sleeper', 'sleep', ['60']))
  await phaseOf(test, run.id, 'running')
  const [first = 0] = watchdogsOver(test.dataDir)
  process.kill(first, 'SIGKILL')
  await until(() => watchdogsOver(test.dataDir).some((pid) => pid !== first), WITHIN_MS)
  await until(() => test.events.some(({ text }) => text.includes('The watchdog was ended (SIGKILL)')), 100)
  expect(test.engine.run(run.id)?.phase).toBe('running')
})

it('the watchdog that took over knows every family: the manager dies, and nobody survives', async () => {
  const dataDir = newDataDir()
  const manager = managerOver(dataDir, 2)
  await manager.fact((fact) => fact.ready === true)
  const [first = 0] = watchdogsOver(dataDir)
  process.kill(first, 'SIGKILL')
  await until(() => watchdogsOver(dataDir).some((pid) => pid !== first), WITHIN_MS)
  await until(() => manager.living().length >= 10, SOON_MS)
  await manager.killed()
  await until(
    () => manager.living().length === 0,
    WITHIN_MS,
    () => manager.living(),
  )
})

it('signals that end other programs do not end the watchdog', async () => {
  const test = await openEngine()
  const run = test.start(command('sleeper', 'sleep', ['60']))
  await phaseOf(test, run.id, 'running')
  const [pid = 0] = watchdogsOver(test.dataDir)
  // Its first line sets what it ignores.
  await until(() => !/^SigIgn:\s*0+$/m.test(readFileSync(`/proc/${pid}/status`, 'latin1')), SOON_MS)
  for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM', 'SIGQUIT', 'SIGPIPE'] as const) process.kill(pid, signal)
  const second = test.start(command('second', 'true'))
  await eventOf(test, second.id, 'receipt')
  expect(watchdogsOver(test.dataDir)).toEqual([pid])
})

it('a run that has ended is not in the list any more, and one that may stay never was', async () => {
  const dataDir = newDataDir()
  const test = await openEngine(dataDir)
  const stays = test.start(command('stays', 'sleep', ['61'], { keepRunning: true }))
  const ends = test.start(command('ends', 'true'))
  await test.engine.ended(ends.id)
  const { pid = 0 } = await snapshotOf(test.engine, stays.id, (run) => run.pid !== undefined)
  expect(readFileSync(`/proc/${pid}/environ`, 'latin1')).toContain('QUIESCE_OWNER_ID=kept-')
  await test.engine.terminate(stays.id)
  await test.engine.ended(stays.id)
})
