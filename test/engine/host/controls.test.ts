import { expect, test } from 'vitest'
import type { WorkloadKind } from '@contract/kind'
import { bench, fixture } from './support/workloads'
import { inWords } from '../../support/words'

test('a thread blocked in wait(60_000) ends at once when its stop event is set', async () => {
  const run = bench().run('thread', fixture('waits.mjs'))
  await run.line('waiting')
  const askedAt = performance.now()
  expect(await run.body.deliver('ask', 'stop')).toMatchObject({ delivered: 'yes' })
  expect(await run.end).toMatchObject({ how: 'returned', result: '{"set":true,"isSet":true}' })
  expect(performance.now() - askedAt).toBeLessThan(1000)
  expect(run.handled).toEqual(['Its wait for the stop event ended with "set".'])
})

test('a job that polls its signal in a closed loop sees it abort', async () => {
  const run = bench().run('future', fixture('polls.mjs'))
  await run.line('polling')
  await run.body.deliver('ask', 'stop')
  expect(await run.end).toMatchObject({ how: 'cancelled' })
  expect(run.handled).toEqual(['It read its signal as aborted.'])
})

test('a running thread and a running future refuse cancel, and go on', async () => {
  const { run } = bench()
  const thread = run('thread', fixture('waits.mjs'))
  const future = run('future', fixture('which-thread.mjs'), { params: { ms: 3_000 } })
  await Promise.all([thread.line('waiting'), future.line('on')])
  for (const one of [thread, future]) {
    const { delivered, refusal } = await one.body.deliver('ask', 'cancel')
    expect(delivered).toBe('no')
    expect(refusal?.code).toBe('already-running')
    expect(one.hasEnded()).toBe(false)
  }
  expect(await future.end).toMatchObject({ how: 'returned' })
  await thread.body.deliver('ask', 'stop')
  await thread.end
})

const ALL: readonly (readonly [WorkloadKind, string, object, string])[] = [
  ['thread', 'waits.mjs', {}, 'waiting'],
  ['future', 'polls.mjs', {}, 'polling'],
  ['coroutine', 'cancels.mjs', { how: 'cleanup in finally' }, 'up'],
  ['generator', 'yields.mjs', {}, 'yielded 1'],
]

test.each(ALL)(
  'a %s that is asked twice ends once, and after that says that it has ended',
  async (kind, file, params, line) => {
    const { run } = bench()
    const one = run(kind, fixture(file), { params: { ...params }, pullEveryMs: 50 })
    await one.line(line)
    const control = kind === 'thread' || kind === 'future' ? 'stop' : 'cancel'
    const answers = await Promise.all([one.body.deliver('ask', control), one.body.deliver('ask', control)])
    expect(answers[0].delivered).toBe('yes')
    await one.end
    expect(await one.body.deliver('ask', control)).toMatchObject({ delivered: 'no' })
    expect(await one.body.deliver('terminate', 'terminate')).toMatchObject({ delivered: 'no' })
  },
)

test.each(ALL)(
  'a %s that is terminated is forced, and terminating it again is harmless',
  async (kind, file, params, line) => {
    const one = bench().run(kind, fixture(file), { params: { ...params }, pullEveryMs: 50 })
    await one.line(line)
    const [first] = await Promise.all([
      one.body.deliver('terminate', 'terminate'),
      one.body.deliver('terminate', 'terminate'),
    ])
    expect(inWords(first.evidence)).toContain('seen to be gone')
    expect(await one.end).toMatchObject({ how: 'forced' })
    expect(one.cleanups).toEqual([])
  },
)

test('a control that comes before the host is up withdraws the run', async () => {
  const run = bench().run('thread', 'lab/ticker')
  expect(await run.body.deliver('ask', 'cancel')).toMatchObject({ delivered: 'yes' })
  expect(await run.end).toMatchObject({ how: 'withdrawn' })
  expect(run.started()).toBe(false)
})

test('a stop that comes while the module is loading is seen by the body', async () => {
  const { run } = bench()
  await run('thread', fixture('ends.mjs'), { params: { how: 'nothing' } }).end
  const one = run('thread', fixture('waits.mjs'))
  await one.body.deliver('ask', 'stop')
  expect(await one.end).toMatchObject({ how: 'returned' })
  const coroutine = run('coroutine', fixture('cancels.mjs'), { params: { how: 'own end' } })
  await coroutine.body.deliver('ask', 'cancel')
  expect(await coroutine.end).toMatchObject({ how: 'cancelled' })
  expect(coroutine.lines).not.toContain('up')
})

test('a step that no thread can take is not delivered, and says what is', async () => {
  const run = bench().run('thread', fixture('waits.mjs'))
  await run.line('waiting')
  for (const message of ['SIGTERM', { stdin: 'q' }, { command: ['true'] }] as const) {
    const delivery = await run.body.deliver(message, 'stop')
    expect(delivery).toMatchObject({ delivered: 'no' })
    expect(inWords(delivery.evidence)).toContain('its steps are ask and terminate')
  }
})

test('a generator whose finally yields has ignored the close, and is pulled on', async () => {
  const run = bench().run('generator', fixture('yields.mjs'), {
    params: { how: 'yields in finally' },
    pullEveryMs: 10,
  })
  await run.line('yielded 2')
  const delivery = await run.body.deliver('ask', 'cancel')
  expect(delivery.refusal).toMatchObject({ code: 'close-ignored' })
  // After its finally the generator is exhausted: the return value that it was closed with is undefined.
  expect(await run.end).toMatchObject({ how: 'returned' })
})

test('a generator whose finally throws has failed', async () => {
  const run = bench().run('generator', fixture('yields.mjs'), {
    params: { how: 'throws in finally' },
    pullEveryMs: 10,
  })
  await run.line('yielded 1')
  await run.body.deliver('ask', 'cancel')
  expect(inWords((await run.end).failure)).toContain('the finally failed')
})

test('an async generator is closed, and its finally is awaited', async () => {
  const run = bench().run('generator', fixture('yields-async.mjs'), { pullEveryMs: 5 })
  await run.line('yielded 2')
  expect((await run.body.deliver('ask', 'cancel')).delivered).toBe('yes')
  expect(await run.end).toMatchObject({ how: 'closed' })
  expect(run.lines.at(-1)).toBe('finally')
})

test('a generator that hangs in a pull has not taken the close, and terminate ends it', async () => {
  const run = bench().run('generator', fixture('yields.mjs'), { params: { how: 'hangs' }, pullEveryMs: 10 })
  await run.line('hangs')
  expect(await run.body.deliver('ask', 'cancel')).toMatchObject({ delivered: 'unknown' })
  await run.body.deliver('terminate', 'terminate')
  expect(await run.end).toMatchObject({ how: 'forced' })
})

test('a workload that was asked and is still there is told apart by what it was seen to do', async () => {
  const { run } = bench()
  const busy = run('thread', 'lab/busy')
  await busy.line('worker: up')
  await busy.body.deliver('ask', 'stop')
  expect(busy.body.whyStillThere?.()).toMatchObject({ code: 'unresponsive' })
  const coroutine = run('coroutine', 'lab/coroutine')
  await coroutine.line('coroutine: up')
  await coroutine.body.deliver('ask', 'cancel')
  await coroutine.line('coroutine: cancelled')
  await expect.poll(() => coroutine.handled).toHaveLength(1)
  expect(coroutine.body.whyStillThere?.()).toMatchObject({ code: 'cancellation-swallowed' })
  await coroutine.end
  expect(coroutine.body.whyStillThere?.()).toBeUndefined()
})
