import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { createEngine } from '@engine/index'
import { newDataDir, openEngine } from '../support/test-engine'
import { integrityOf, receiptsIn } from './support/journal-file'
import { endScrubbed, startManager, until, watchdogsOver, type Manager } from './support/manager'

/** The promise. */
const DEAD_WITHIN_MS = 1_000
/** Until a tree stands: how long that takes is the machine's affair. */
const SOON_MS = 10_000

const managers: Manager[] = []
afterEach(async () => {
  for (const manager of managers.splice(0)) {
    await manager.killed()
    endScrubbed(manager)
  }
})

function managerOver(dataDir: string, options: Parameters<typeof startManager>[1]): Manager {
  const manager = startManager(dataDir, options)
  managers.push(manager)
  return manager
}

function pidsOf(manager: Manager): readonly number[] {
  return manager.living().map(({ pid }) => pid)
}

for (const signal of ['SIGKILL', 'SIGSEGV'] as const) {
  it(`the manager ends by ${signal}: of three trees that try to stay nobody does, the daemons with an emptied environment included`, async () => {
    const dataDir = newDataDir()
    const manager = managerOver(dataDir, { trees: 3 })
    await manager.fact((fact) => fact.ready === true)
    // A tree says that it is ready while its last shell is still starting its own sleep.
    await until(() => manager.living().length >= 15, SOON_MS)
    // Until its daemon has replaced its program, it still has the environment by which it is found.
    await until(() => manager.living('scrubbed').length === 3, SOON_MS)
    await manager.killed(signal)
    await until(
      () => manager.living().length === 0,
      DEAD_WITHIN_MS,
      () => manager.living(),
    )
    // Neither group, nor mark, nor parent is left of these: they hold their run's birthmark still.
    await until(() => manager.living('scrubbed').length === 0, DEAD_WITHIN_MS)
    await until(() => watchdogsOver(dataDir).length === 0, DEAD_WITHIN_MS)
    const said = readdirSync(join(dataDir, 'watchdog')).map((name) =>
      readFileSync(join(dataDir, 'watchdog', name), 'utf8'),
    )
    expect(said.join('').match(/^group \d+ sent$/gm)).toHaveLength(3)
    expect(said.join('')).toMatch(/^done after \d looks$/m)
  })
}

/** `QUIESCE_KILLS=50` for the long form. */
const KILLS = Number(process.env['QUIESCE_KILLS'] ?? 10)

it(
  `the manager is killed ${KILLS} times at random moments over a busy stack: nobody survives, no acknowledged receipt is lost, every open run is named`,
  async () => {
    const dataDir = newDataDir()
    const acknowledged: string[] = []
    let named = 0
    let slowest = 0
    for (let kill = 0; kill < KILLS; kill++) {
      const manager = managerOver(dataDir, { trees: 2, mode: 'busy' })
      await manager.fact((fact) => fact.ready === true)
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 600))
      await manager.killed()
      await until(
        () => manager.living().length === 0,
        DEAD_WITHIN_MS,
        () => manager.living(),
      )
      endScrubbed(manager)

      const acks = manager.facts.flatMap((fact) => fact.acknowledged ?? [])
      acknowledged.push(...acks)
      expect(integrityOf(dataDir)).toBe('ok')
      const written = receiptsIn(dataDir)
      expect(acknowledged.filter((id) => !written.has(id))).toEqual([])

      const from = performance.now()
      const { engine, events } = await openEngine(dataDir)
      slowest = Math.max(slowest, performance.now() - from)
      const recovered = engine.recovered()
      const names = new Set(recovered.map(({ id }) => String(id)))
      // A run whose receipt was written, and whose end the manager had no time to tell us of, is not open.
      const open = manager.facts.flatMap((fact) => fact.running ?? []).filter((id) => !written.has(id))
      expect(open.length).toBeGreaterThanOrEqual(2)
      expect(open.filter((id) => !names.has(id))).toEqual([])
      expect(recovered.filter(({ found }) => found === 'alive')).toEqual([])
      for (const id of open) expect(events.filter((event) => event.runId === id)).toHaveLength(1)
      expect(events.filter(({ text }) => /corrupt|damaged|cannot be/.test(text))).toEqual([])
      named += open.length
      await engine.close()
    }
    console.log(
      `${KILLS} kills: ${acknowledged.length} acknowledged receipts, all there; ${named} open runs, all named`,
    )
    console.log(`the slowest next start took ${Math.round(slowest)} ms`)
    expect(slowest).toBeLessThan(2_000)
  },
  KILLS * 15_000,
)

it('a second engine over the folder of a living one is refused with a sentence, and touches nothing of it', async () => {
  const dataDir = newDataDir()
  const manager = managerOver(dataDir, { trees: 1 })
  await manager.fact((fact) => fact.ready === true)
  await until(() => manager.living().length >= 5, SOON_MS)
  const alive = pidsOf(manager)
  const pid = manager.child.pid ?? 0
  await expect(createEngine({ dataDir })).rejects.toThrow(
    `in which another Quiesce (process ${pid}) works, expected a folder that no other living Quiesce uses.`,
  )
  expect(pidsOf(manager)).toEqual(expect.arrayContaining([...alive]))
})

it('an engine over another folder starts beside it, and ends without touching its families', async () => {
  const manager = managerOver(newDataDir(), { trees: 1 })
  await manager.fact((fact) => fact.ready === true)
  await until(() => manager.living().length >= 5, SOON_MS)
  const alive = pidsOf(manager)
  const { engine } = await openEngine()
  await engine.close('terminate')
  expect(pidsOf(manager)).toEqual(expect.arrayContaining([...alive]))
})
