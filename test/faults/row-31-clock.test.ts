import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import type { EngineEvent } from '@contract/event'
import type { Receipt } from '@contract/receipt'
import { lineOf, newDataDir, openEngine, shell, snapshotOf } from '../support/test-engine'
import { askedManager } from './support/asked-manager'
import { fakeWallClock, whyNoFakeClock } from './support/fake-wall-clock'
import { openFolders } from './support/later'

afterEach(async () => {
  vi.useRealTimers()
  await openFolders.release()
})

const HOUR_MS = 3_600_000
const PATIENCE_MS = 800
const DEAF = shell('trap "" TERM; echo up; while :; do sleep 0.1; done', {
  stopPolicy: [
    { send: 'SIGTERM', patienceMs: PATIENCE_MS },
    { send: 'SIGKILL', patienceMs: 2_000 },
  ],
})
/** Far more than anything here takes, far less than an hour. */
const LONG_MS = 60_000

/** Every duration of it was measured on a clock that did not jump. */
function expectTrueTimes(receipt: Receipt): void {
  expect(receipt.ladder.map(({ send }) => send)).toEqual(['SIGTERM', 'SIGKILL'])
  expect(receipt.ladder[1]?.ms).toBeGreaterThanOrEqual(PATIENCE_MS - 1)
  for (const { ms = 0 } of [...receipt.ladder, ...receipt.steps]) {
    expect(ms).toBeGreaterThanOrEqual(0)
    expect(ms).toBeLessThan(LONG_MS)
  }
}

/** In the order of their numbers, whatever their times say. */
function expectOrdered(events: readonly EngineEvent[]): void {
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => (events[0]?.seq ?? 0) + index))
}

/** Only the wall clock is faked: what the engine measures with is the true monotonic one. */
function jumpBy(ms: number): void {
  vi.setSystemTime(Date.now() + ms)
}

for (const [where, ms] of [
  ['an hour forward', HOUR_MS],
  ['an hour back', -HOUR_MS],
] as const) {
  it(`row 31 the wall clock jumps ${where} during a stop: the patience is as long as it was, and every time in the receipt is true`, async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const test = await openEngine()
    const run = test.start(DEAF)
    await lineOf(test, run.id, /up/)
    await test.engine.stop(run.id)
    jumpBy(ms)
    const receipt = await test.engine.ended(run.id)
    expectTrueTimes(receipt)
    expect(Math.abs(receipt.endedAt - (receipt.askedAt ?? 0))).toBeGreaterThan(HOUR_MS / 2)
    expectOrdered(test.events)
  })

  it(`row 31 the wall clock jumps ${where} while a timer waits: it elapses once, when its delay is over`, async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const test = await openEngine()
    const began = performance.now()
    const run = test.start({ kind: 'timer', name: 't', delayMs: 500, action: { log: 'timer: fired' } })
    jumpBy(ms)
    expect(await test.engine.ended(run.id)).toMatchObject({ outcome: 'completed' })
    expect(performance.now() - began).toBeGreaterThanOrEqual(499)
    expect(test.linesOf(run.id)).toEqual(['timer: fired'])
  })

  it(`row 31 the wall clock jumps ${where} while a short run lives: it does not count as one that stood, nor as one that never lived`, async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const test = await openEngine()
    const restart = { when: 'on-failure', pauseMs: 1, maxPauseMs: 60_000, limit: 3 } as const
    const first = test.start(shell('sleep 0.05; exit 1', { restart }))
    let runId = first.id
    for (const attempt of [undefined, 2, 3]) {
      await snapshotOf(test.engine, runId, ({ phase }) => phase !== 'pending' && phase !== 'starting')
      expect(test.engine.run(runId)?.attempt).toBe(attempt)
      jumpBy(ms)
      await test.engine.ended(runId)
      runId = test.engine.runs().at(-1)?.id ?? runId
    }
    await expect.poll(() => test.events.map(({ text }) => text)).toContain('main: gave up after 3 starts in a row')
    expect(test.engine.runs()).toHaveLength(3)
  })
}

const why = whyNoFakeClock === undefined ? '' : ` (skipped: ${whyNoFakeClock})`

it.skipIf(whyNoFakeClock)(
  `row 31 an engine in its own process, whose wall clock really jumps forth and back: patience, timers and order are untouched${why}`,
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'quiesce-clock-'))
    openFolders.later(() => rmSync(folder, { recursive: true, force: true }))
    const clock = fakeWallClock(folder)
    const manager = await askedManager(newDataDir(), { env: clock.env })
    const before = await manager.wall()
    for (const hours of [1, -1]) {
      const run = await manager.start(DEAF)
      await expect.poll(async () => (await manager.run(run.id))?.lastLine).toBe('up')
      const timer = await manager.start({ kind: 'timer', name: 't', delayMs: 600, action: { log: 'timer: fired' } })
      const began = await manager.monotonic()
      await manager.stop(run.id)
      clock.offBy(hours * 3_600)
      expect(Math.abs((await manager.wall()) - before - hours * HOUR_MS)).toBeLessThan(HOUR_MS / 2)
      expectTrueTimes(await manager.ended(run.id))
      expect(await manager.ended(timer.id)).toMatchObject({ outcome: 'completed' })
      expect((await manager.monotonic()) - began).toBeLessThan(LONG_MS)
      const fired = (await manager.events(timer.id)).filter(({ type }) => type === 'timer-fired')
      expect(fired).toHaveLength(1)
    }
    expectOrdered(await manager.events())
    await manager.close()
  },
)

const SUSPENDED_MS = 3_500
const TICK_MS = 250

it('row 31 an engine that is suspended for a while and goes on: what is overdue happens once, without a burst', async () => {
  const manager = await askedManager(newDataDir())
  const ticking = await manager.start({
    kind: 'timer',
    name: 'ticking',
    delayMs: TICK_MS,
    repeat: true,
    action: { log: 'tick' },
  })
  const ticked = async (): Promise<readonly EngineEvent[]> =>
    (await manager.events(ticking.id)).filter(({ type }) => type === 'timer-fired')
  const overdue = await manager.start({ kind: 'timer', name: 'once', delayMs: 3_000, action: { log: 'timer: fired' } })
  const deaf = await manager.start(DEAF)
  await expect.poll(async () => (await manager.run(deaf.id))?.lastLine).toBe('up')
  const steady = await manager.start({ kind: 'process', name: 'steady', command: 'sleep', args: ['1000'] })
  await expect.poll(async () => (await manager.run(steady.id))?.phase).toBe('running')
  await expect.poll(async () => (await ticked()).length).toBeGreaterThanOrEqual(2)
  await manager.stop(deaf.id)
  manager.child.kill('SIGSTOP')
  await new Promise((resolve) => setTimeout(resolve, SUSPENDED_MS))
  manager.child.kill('SIGCONT')
  expectTrueTimes(await manager.ended(deaf.id))
  expect(await manager.ended(overdue.id)).toMatchObject({ outcome: 'completed' })
  const fired = (await manager.events(overdue.id)).filter(({ type }) => type === 'timer-fired')
  expect(fired).toHaveLength(1)
  const ticks = (await ticked()).map(({ at }) => at)
  // One is late by the whole pause; none comes in place of those that were missed.
  const gaps = ticks.slice(1).map((at, index) => at - (ticks[index] ?? 0))
  expect(Math.max(...gaps)).toBeGreaterThan(SUSPENDED_MS - 2 * TICK_MS)
  expect(Math.min(...gaps)).toBeGreaterThan(TICK_MS / 2)
  expect((await manager.run(steady.id))?.phase).toBe('running')
  expect((await manager.events()).filter(({ type }) => type === 'warning')).toEqual([])
  await manager.close()
})
