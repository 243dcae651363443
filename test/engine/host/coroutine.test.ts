import { expect, test } from 'vitest'
import { bench, fixture, type Bench, type SeenRun } from './support/workloads'
import { inWords } from '../../support/words'

async function cancelled({ run }: Bench, how: string): Promise<SeenRun> {
  const one = run('coroutine', fixture('cancels.mjs'), { params: { how } })
  await one.line('up')
  await one.body.deliver('ask', 'cancel')
  await one.end
  return one
}

test('a cancellation is raised once: the cleanup of a coroutine may sleep', async () => {
  const run = await cancelled(bench(), 'cleanup in finally')
  expect(await run.end).toMatchObject({ how: 'cancelled' })
  expect(run.lines).toEqual(['up', 'cleaned up'])
  expect(run.handled).toEqual(['CancelledError was raised at its await.'])
})

test('CancelledError is a global too', async () => {
  const run = await cancelled(bench(), 'global')
  expect(run.lines).toContain('is a CancelledError: true')
})

test('a cancellation reaches what was given the signal', async () => {
  const run = await cancelled(bench(), 'signal')
  expect(await run.end).toMatchObject({ how: 'cancelled' })
  expect(run.handled).toEqual(['An abort listener of its signal was called.'])
})

test('a foreign promise is not interrupted: the cancellation is raised at the next own await', async () => {
  const run = bench().run('coroutine', fixture('cancels.mjs'), { params: { how: 'foreign' } })
  await run.line('up')
  await run.body.deliver('ask', 'cancel')
  expect(run.handled).toEqual([])
  expect(await run.end).toMatchObject({ how: 'cancelled' })
  expect(run.lines).toEqual(['up', 'back from a foreign promise'])
  expect(run.handled).toHaveLength(1)
})

test('a coroutine that never looks returns as if nothing had been asked, and has swallowed nothing', async () => {
  const run = await cancelled(bench(), 'never looks')
  const end = await run.end
  expect(end).toMatchObject({ how: 'returned', result: '"never looked"' })
  expect(end.swallowed).toBeUndefined()
  expect(run.handled).toEqual([])
})

test('an error during the cleanup of a cancelled coroutine is a failure', async () => {
  const run = await cancelled(bench(), 'throws other')
  expect(inWords((await run.end).failure)).toContain('the cleanup failed')
})

test('a CancelledError that nobody asked for is an error, and an own end is an end', async () => {
  const { run } = bench()
  const raised = run('coroutine', fixture('cancels.mjs'), { params: { how: 'raises by itself' } })
  expect(await raised.end).toMatchObject({ how: 'threw' })
  const own = run('coroutine', fixture('cancels.mjs'), { params: { how: 'own end' } })
  expect(await own.end).toMatchObject({ how: 'returned', result: '"own end"' })
})
