import { expect, test } from 'vitest'
import { bench } from './support/workloads'
import { inWords } from '../../support/words'

test('a ticker that is stopped says its lines in order, and its cleanup is reported', async () => {
  const run = bench().run('thread', 'lab/ticker')
  await run.line('worker: tick 2')
  expect(await run.body.deliver('ask', 'stop')).toMatchObject({ delivered: 'yes' })
  const end = await run.end
  expect(end).toMatchObject({ how: 'returned', result: '{"ticks":2}' })
  expect(inWords(end.evidence)).toContain('seen to exit')
  expect(run.lines).toEqual([
    'worker: up',
    'worker: tick 1',
    'worker: tick 2',
    'worker: stop event seen, cleaning up',
    'worker: cleaned up',
  ])
  expect(run.cleanups.map(({ state }) => state)).toEqual(['started', 'finished'])
  expect(run.handled).toHaveLength(1)
})

test('a ticker that is terminated says nothing more, and none of its cleanup runs', async () => {
  const run = bench().run('thread', 'lab/ticker')
  await run.line('worker: tick 1')
  expect(await run.body.deliver('terminate', 'terminate')).toMatchObject({ delivered: 'yes' })
  expect(await run.end).toMatchObject({ how: 'forced' })
  expect(run.lines).not.toContain('worker: stop event seen, cleaning up')
  expect(run.cleanups).toEqual([])
  expect(run.handled).toEqual([])
})

test('a coroutine that is cancelled awaits its cleanup for a second and is cancelled', async () => {
  const run = bench().run('coroutine', 'lab/coroutine')
  await run.line('coroutine: up')
  const askedAt = performance.now()
  expect(await run.body.deliver('ask', 'cancel')).toMatchObject({ delivered: 'yes' })
  expect(await run.end).toMatchObject({ how: 'cancelled' })
  expect(performance.now() - askedAt).toBeGreaterThan(950)
  expect(run.lines).toEqual(['coroutine: up', 'coroutine: cancelled, cleaning up', 'coroutine: cleanup done'])
  expect(run.cleanups.map(({ state }) => state)).toEqual(['started', 'finished'])
})

test('a coroutine that swallows its cancellation has returned, and that is said', async () => {
  const run = bench().run('coroutine', 'lab/swallower')
  await run.line('coroutine: up')
  await run.body.deliver('ask', 'cancel')
  expect(await run.end).toMatchObject({ how: 'returned', swallowed: true, result: '"stayed"' })
  expect(run.lines).toEqual(['coroutine: up', 'coroutine: cancelled, and I stay'])
})

test('what a coroutine shields is done to its end, and its loop closes after that', async () => {
  const run = bench().run('coroutine', 'lab/shielded')
  await run.line('coroutine: saving 1')
  await run.body.deliver('ask', 'cancel')
  await run.line('coroutine: cancelled')
  expect(run.lines).not.toContain('coroutine: saved 1')
  expect(await run.end).toMatchObject({ how: 'cancelled' })
  expect(run.lines.at(-1)).toBe('coroutine: saved 1')
})

test('a generator that is closed runs its finally, and the next pull says done', async () => {
  const run = bench().run('generator', 'lab/generator', { pullEveryMs: 20 })
  await run.line('generator: yielded 3')
  const delivery = await run.body.deliver('ask', 'cancel')
  expect(delivery.refusal).toBeUndefined()
  const end = await run.end
  expect(end.how).toBe('closed')
  expect(inWords(end.evidence)).toContain('the next pull said done')
  expect(run.lines.at(0)).toBe('generator: up')
  expect(run.lines.at(-1)).toBe('generator: closed, cleaning up')
})

test('a job tells its progress and its result', async () => {
  const run = bench().run('future', 'lab/job', { params: { seconds: 0.3, n: 7 } })
  expect(await run.end).toMatchObject({ how: 'returned', result: '49' })
  expect(run.lines).toEqual(['future: result 49'])
  expect(run.progress.at(-1)).toBe(1)
})

test('a job that honours its abort signal ends as cancelled when it is stopped', async () => {
  const run = bench().run('future', 'lab/job', { params: { seconds: 60 } })
  await until(() => run.progress.length > 0)
  await run.body.deliver('ask', 'stop')
  expect(await run.end).toMatchObject({ how: 'cancelled' })
  expect(run.handled).toHaveLength(1)
  expect(run.lines).toEqual([])
})

test('a busy thread is deaf to stop, and terminate ends it', async () => {
  const run = bench().run('thread', 'lab/busy')
  await run.line('worker: up')
  expect(await run.body.deliver('ask', 'stop')).toMatchObject({ delivered: 'yes' })
  expect(run.hasEnded()).toBe(false)
  expect(run.handled).toEqual([])
  await run.body.deliver('terminate', 'terminate')
  expect(await run.end).toMatchObject({ how: 'forced' })
})

async function until(check: () => boolean): Promise<void> {
  while (!check()) await new Promise((resolve) => setTimeout(resolve, 10))
}
