import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { newDataDir } from '../support/test-engine'
import { endScrubbed, startManager, until, watchdogsOver, type Manager } from './support/manager'

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

for (const signal of ['SIGKILL', 'SIGSEGV'] as const) {
  it(`the manager ends by ${signal}: of three trees that try to stay only the daemons with an emptied environment do`, async () => {
    const dataDir = newDataDir()
    const manager = managerOver(dataDir, { trees: 3 })
    await manager.fact((fact) => fact.ready === true)
    expect(manager.living().length).toBeGreaterThanOrEqual(15)
    await manager.killed(signal)
    await until(
      () => manager.living().length === 0,
      1_000,
      () => manager.living(),
    )
    // The limit that the card states: neither group, nor mark, nor parent is left of these.
    expect(manager.living('scrubbed')).toHaveLength(3)
    await until(() => watchdogsOver(dataDir).length === 0, 1_000)
    const said = readdirSync(join(dataDir, 'watchdog')).map((name) =>
      readFileSync(join(dataDir, 'watchdog', name), 'utf8'),
    )
    expect(said.join('').match(/^group \d+ sent$/gm)).toHaveLength(3)
    expect(said.join('')).toMatch(/^done after \d looks$/m)
  })
}
