import { expect, it } from 'vitest'
import type { TimerTaskSpec } from '@contract/task'
import { command, eventOf, lineOf, openEngine, stepOf } from '../support/test-engine'
import { inWords, receiptSummary, saying } from '../support/words'

function timer(delayMs: number, more: Partial<TimerTaskSpec> = {}): TimerTaskSpec {
  return { kind: 'timer', name: 'timer', delayMs, action: { log: 'timer: fired' }, ...more }
}

it('elapses once, logs its line, and has completed', async () => {
  const test = await openEngine()
  const run = test.start(timer(80))
  const receipt = await test.engine.ended(run.id)
  expect(receipt).toMatchObject({ outcome: 'completed', verdict: 'clean', asks: [], ladder: [] })
  expect(test.linesOf(run.id)).toEqual(['timer: fired'])
  expect(test.typesOf(run.id)).toEqual([
    'run-created',
    'run-started',
    'line',
    'timer-fired',
    'gone',
    'run-ended',
    'receipt',
  ])
  expect(receipt.endedAt - (receipt.startedAt ?? 0)).toBeGreaterThanOrEqual(75)
  expect(test.engine.run(run.id)?.pid).toBeUndefined()
})

it('cancelled before it elapses, it never does', async () => {
  const test = await openEngine()
  const run = test.start(timer(60_000))
  await eventOf(test, run.id, 'run-started')
  expect(test.engine.run(run.id)?.controls).toMatchObject({
    stop: { offered: false, why: { code: 'stopped-by-cancelling', kind: 'timer' } },
    terminate: { offered: false },
    cancel: { offered: true },
  })
  expect(await test.engine.cancel(run.id, { reason: 'not today' })).toEqual({ accepted: true })
  const receipt = await test.engine.ended(run.id)
  expect(receipt).toMatchObject({ outcome: 'cancelled', verdict: 'clean', control: 'cancel', reason: 'not today' })
  expect(stepOf(receipt, 'delivered')).toMatchObject({ verdict: 'yes', evidence: saying('The timer was cleared.') })
  expect(test.linesOf(run.id)).toEqual([])
  expect(test.typesOf(run.id)).not.toContain('timer-fired')
})

it('after it elapsed, cancel is refused with the reason', async () => {
  const test = await openEngine()
  const run = test.start(timer(0))
  await test.engine.ended(run.id)
  expect(await test.engine.cancel(run.id)).toEqual({
    accepted: false,
    code: 'already-elapsed',
    reason: { code: 'timer-has-elapsed' },
  })
  expect(await test.engine.stop(run.id)).toMatchObject({ accepted: false, code: 'already-ended' })
})

it('stop and terminate are not offered, and the timer goes on', async () => {
  const test = await openEngine()
  const run = test.start(timer(2_000))
  expect(await test.engine.stop(run.id)).toMatchObject({ accepted: false, code: 'not-offered' })
  expect(await test.engine.terminate(run.id)).toMatchObject({ accepted: false, code: 'not-offered' })
  const receipt = await test.engine.ended(run.id)
  expect(receipt).toMatchObject({ outcome: 'completed', verdict: 'refused', refusal: 'not-offered' })
  expect(receipt.asks).toHaveLength(2)
  expect(receiptSummary(receipt)).toBe('refused: not offered; it ended by itself')
})

it('repeats until it is cancelled', async () => {
  const test = await openEngine()
  const run = test.start(timer(20, { repeat: true }))
  await expect.poll(() => test.linesOf(run.id).length).toBeGreaterThanOrEqual(3)
  expect(test.phase(run.id)).toBe('running')
  await test.engine.cancel(run.id)
  const receipt = await test.engine.ended(run.id)
  expect(receipt.outcome).toBe('cancelled')
  const fired = test.linesOf(run.id).length
  expect(test.typesOf(run.id).filter((type) => type === 'timer-fired')).toHaveLength(fired)
})

it('starts a task', async () => {
  const test = await openEngine()
  const task = test.engine.define(command('echo', 'echo', ['started by a timer']), { saved: false })
  const run = test.start(timer(20, { action: { start: task.id } }))
  expect(await test.engine.ended(run.id)).toMatchObject({ outcome: 'completed' })
  const started = test.engine.runs().find((each) => each.taskId === task.id)
  expect(started).toBeDefined()
  if (!started) return
  expect(await lineOf(test, started.id, /./)).toBe('started by a timer')
  await test.engine.ended(started.id)
})

it.each([false, true])(
  'a task that was forgotten meanwhile makes it fail with a sentence (repeat: %s)',
  async (repeat) => {
    const test = await openEngine()
    const task = test.engine.define(command('true', 'true'), { saved: false })
    const run = test.start(timer(30, { repeat, action: { start: task.id } }))
    expect(test.engine.forget(task.id)).toBe(true)
    const receipt = await test.engine.ended(run.id)
    expect(receipt.outcome).toBe('failed')
    expect(inWords(receipt.failure)).toBe(
      `taskId: got "${task.id}", expected the id of a task that was defined and not forgotten.`,
    )
  },
)
