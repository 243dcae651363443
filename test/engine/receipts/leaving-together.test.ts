import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { LiveProcess } from '@engine/processes/live-process'
import { platformProcessTable } from '@engine/processes/platform-table'
import type { LifeSigns } from '@engine/processes/process-table'
import { whenSettled } from '@engine/runs/leaving-together'

/** Numbers beyond the largest that Linux gives: nobody has them. */
const WORKER: LiveProcess = {
  pid: 5_000_001,
  startTime: '1',
  command: 'worker',
  foundBy: 'group',
  inGroup: true,
  inSession: true,
  hasParent: false,
}
const DYING: LifeSigns = { isEnding: true, isRunnable: true, timesRun: '1' }
const ASLEEP: LifeSigns = { isEnding: false, isRunnable: false, timesRun: '1' }
const WAITS_FOR_A_PROCESSOR: LifeSigns = { isEnding: false, isRunnable: true, timesRun: '1' }

let now = 0
beforeEach(() => {
  now = 0
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

interface Seen {
  readonly livesForMs: number
  readonly signs: (ms: number) => LifeSigns | undefined
}

/** One member that lives for a while, and what the kernel shows of it. Answers with who was left behind, and when. */
async function settled({ livesForMs, signs }: Seen) {
  const from = performance.now()
  const passed = (): number => performance.now() - from
  const body = {
    deliver: () => Promise.reject(new Error('nothing is sent here')),
    family: () => Promise.resolve({ living: passed() < livesForMs ? [WORKER] : [] }),
  }
  const table = Object.assign(Object.create(platformProcessTable()) as ReturnType<typeof platformProcessTable>, {
    lifeSignsOf: () => signs(passed()),
  })
  const over = whenSettled(body, table).then(({ leftBehind }) => ({ leftBehind, ms: passed() }))
  while (now < 3_000) {
    await vi.advanceTimersByTimeAsync(10)
    now += 10
  }
  return over
}

it('nobody is left behind when all have gone within their moment', async () => {
  const { leftBehind, ms } = await settled({ livesForMs: 60, signs: () => ASLEEP })
  expect(leftBehind).toEqual([])
  expect(ms).toBeLessThan(100)
})

it('who sleeps on after its moment is left behind', async () => {
  const { leftBehind, ms } = await settled({ livesForMs: Infinity, signs: () => ASLEEP })
  expect(leftBehind).toEqual([WORKER])
  expect(ms).toBeGreaterThanOrEqual(100)
  expect(ms).toBeLessThan(200)
})

it('who is being torn down is waited for, however long after its moment', async () => {
  const { leftBehind, ms } = await settled({ livesForMs: 900, signs: () => DYING })
  expect(leftBehind).toEqual([])
  expect(ms).toBeGreaterThanOrEqual(900)
})

it('who was given no processor since its leader left could not leave yet', async () => {
  expect((await settled({ livesForMs: 900, signs: () => WAITS_FOR_A_PROCESSOR })).leftBehind).toEqual([])
})

it('who has run since then and is still there stays', async () => {
  const { leftBehind, ms } = await settled({
    livesForMs: Infinity,
    signs: (passed) => ({ ...WAITS_FOR_A_PROCESSOR, timesRun: passed < 300 ? '1' : '2' }),
  })
  expect(leftBehind).toEqual([WORKER])
  expect(ms).toBeGreaterThanOrEqual(300)
  expect(ms).toBeLessThan(500)
})

it('dying without an end is waited for two seconds, and no longer', async () => {
  const { leftBehind, ms } = await settled({ livesForMs: Infinity, signs: () => DYING })
  expect(leftBehind).toEqual([WORKER])
  expect(ms).toBeGreaterThanOrEqual(2_000)
  expect(ms).toBeLessThan(2_200)
})

it('where the kernel shows nothing of it, its moment is all that it gets', async () => {
  const { leftBehind, ms } = await settled({ livesForMs: Infinity, signs: () => undefined })
  expect(leftBehind).toEqual([WORKER])
  expect(ms).toBeLessThan(200)
})
