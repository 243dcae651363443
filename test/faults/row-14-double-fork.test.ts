import { afterEach, expect, it } from 'vitest'
import { lineOf, newDataDir, openEngine, shell, snapshotOf, stepOf } from '../support/test-engine'
import { sleeper, statOf, unusual } from '../support/unusual'
import { openFolders } from './support/later'
import { endScrubbed, startManager, until } from './support/manager'

afterEach(openFolders.release)

it('row 14 a daemon that forked twice and left for a session of its own is found by its mark, ended at a stop, and named', async () => {
  const test = await openEngine()
  const n = unusual()
  const run = test.start(
    shell(`setsid -f sh -c 'sleep ${n} </dev/null >/dev/null 2>&1 &'; echo ready; exec sleep ${n}0`),
  )
  await lineOf(test, run.id, /ready/)
  const { pid: leader = 0 } = await snapshotOf(test.engine, run.id, ({ pid }) => pid !== undefined)
  await expect.poll(() => sleeper(n)).toBeDefined()
  const daemon = sleeper(n)?.pid ?? 0
  await expect.poll(() => statOf(statOf(daemon)?.parentPid ?? 0)?.sessionId).not.toBe(statOf(daemon)?.sessionId)
  // Neither its group, nor its session, nor its parent leads back to the run.
  expect(statOf(daemon)).toMatchObject({ sessionId: statOf(daemon)?.groupId })
  expect([statOf(daemon)?.sessionId, statOf(daemon)?.parentPid]).not.toContain(leader)

  expect(await test.engine.stop(run.id)).toEqual({ accepted: true })
  const receipt = await test.engine.ended(run.id)
  expect(sleeper(n)).toBeUndefined()
  expect(receipt).toMatchObject({ verdict: 'survivors', outcome: 'stopped' })
  expect(receipt.survivors).toEqual([
    expect.objectContaining({ pid: daemon, command: `sleep ${n}`, foundBy: 'mark', endedBy: 'SIGTERM' }),
  ])
  expect(stepOf(receipt, 'family-gone').verdict).toBe('yes')
})

it('row 14 the same daemon is swept when the manager is killed', async () => {
  const manager = startManager(newDataDir(), { trees: 1 })
  openFolders.later(async () => {
    await manager.killed()
    endScrubbed(manager)
  })
  await manager.fact((fact) => fact.ready === true)
  // Of the tree it is the third: `setsid -f sleep`.
  const daemons = (): readonly unknown[] =>
    manager.living().filter(({ command }) => command === `sleep ${manager.base}03`)
  await until(() => daemons().length === 1, 10_000)
  await manager.killed()
  await until(() => daemons().length === 0, 2_000, daemons)
})
