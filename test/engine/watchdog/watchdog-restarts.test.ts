import { expect, it } from 'vitest'
import { Watchdog } from '@engine/watchdog/watchdog'
import { newDataDir } from '../../support/test-engine'
import { watchdogsOver } from '../../faults/support/manager'

it('a watchdog that something ends again and again is tried ever more rarely, and told of once', async () => {
  const dataDir = newDataDir()
  const told: string[] = []
  const watchdog = new Watchdog({ instance: 'one', dataDir, notice: (text) => told.push(text) })
  const endedAt: number[] = []
  const seen = new Set<number>()
  watchdog.begin()
  while (endedAt.length < 4) {
    await expect.poll(() => watchdogsOver(dataDir).some((pid) => !seen.has(pid))).toBe(true)
    for (const pid of watchdogsOver(dataDir)) {
      if (seen.has(pid)) continue
      seen.add(pid)
      process.kill(pid, 'SIGKILL')
      endedAt.push(performance.now())
    }
  }
  await watchdog.bye()
  const pauses = endedAt.slice(1).map((at, index) => at - (endedAt[index] ?? 0))
  expect(pauses[0]).toBeGreaterThanOrEqual(500)
  expect(pauses[1]).toBeGreaterThanOrEqual(1_000)
  expect(pauses[2]).toBeGreaterThanOrEqual(2_000)
  expect(told).toEqual([
    'The watchdog was ended (SIGKILL). It is tried again, ever more rarely; until then nothing ends what Quiesce leaves behind if it dies.',
  ])
})
