import { expect, test } from 'vitest'
import type { BodyEnd } from '@engine/kinds/task-kind'
import { bench, fixture } from './support/workloads'

const ENDS: readonly (readonly [how: string, end: Partial<BodyEnd>, says?: string])[] = [
  ['value', { how: 'returned', result: '{"answer":42,"given":{"how":"value"}}' }],
  ['nothing', { how: 'returned' }],
  ['cycle', { how: 'returned', result: '"[object Object]"' }],
  ['function', { how: 'returned', result: `"() => 'text of it'"` }],
  ['bigint', { how: 'returned', result: '"10"' }],
  ['throw', { how: 'threw' }, 'It threw RangeError: the disk is on fire (ends.mjs, line 20).'],
  ['throw null', { how: 'threw' }, 'It threw null, which is no Error.'],
  ['throw text', { how: 'threw' }, 'It threw the text "just text".'],
  ['throw object', { how: 'threw' }, '{"code":7}'],
  ['reject', { how: 'threw' }, 'rejected by itself'],
  ['unhandled rejection', { how: 'threw' }, 'a rejected promise that nothing handled: Error: nobody looked'],
  ['uncaught', { how: 'threw' }, 'an error that nothing caught: Error: thrown by a timer'],
  ['exit', { how: 'threw', exit: { code: 7, signal: null } }, 'exited with code 7'],
  ['exit zero', { how: 'threw', exit: { code: 0, signal: null } }, 'exited with code 0'],
]

test('every own end of a thread, a future and a coroutine is told as what it is', async () => {
  const { run, hosts } = bench()
  for (const kind of ['thread', 'future', 'coroutine'] as const) {
    const runs = ENDS.map(([how]) => run(kind, fixture('ends.mjs'), { params: { how } }))
    const ends = await Promise.all(runs.map((one) => one.end))
    ENDS.forEach(([how, expected, says], index) => {
      expect(ends[index], `${kind}: ${how}`).toMatchObject(expected)
      if (says === undefined) expect(ends[index]?.failure, `${kind}: ${how}`).toBeUndefined()
      else expect(ends[index]?.failure, `${kind}: ${how}`).toContain(says)
      expect(runs[index]?.started()).toBe(true)
    })
  }
  expect(hosts).toHaveLength(1)
})

test('a result that JSON cannot hold, and one that is too long, say so', async () => {
  const { run } = bench()
  const cycle = await run('thread', fixture('ends.mjs'), { params: { how: 'cycle' } }).end
  expect(cycle.evidence).toContain('shown as text, because JSON cannot hold it')
  const long = await run('thread', fixture('ends.mjs'), { params: { how: 'long' } }).end
  expect(long.result).toHaveLength(2000)
  expect(long.evidence).toContain('cut after 2000 of 10002 characters')
})

test('a thread that leaves an interval behind finished but did not exit, and is gone when it ends', async () => {
  const run = bench().run('thread', fixture('leftover.mjs'))
  const end = await run.end
  expect(end).toMatchObject({ how: 'returned', result: '"returned"' })
  expect(end.evidence).toContain('finished but did not exit')
  expect(end.evidence).toContain('Timeout')
})

test('cleanups run last first, each on its own, and change no result', async () => {
  const { run } = bench()
  const expected = [
    ['last', 'started'],
    ['last', 'finished'],
    ['rejects', 'started'],
    ['rejects', 'failed'],
    ['throws', 'started'],
    ['throws', 'failed'],
    ['first', 'started'],
    ['first', 'finished'],
  ]
  for (const kind of ['thread', 'future', 'coroutine'] as const) {
    const returned = run(kind, fixture('cleanups.mjs'))
    expect(await returned.end).toMatchObject({ how: 'returned', result: '"body returned"' })
    expect(returned.cleanups.map(({ name, state }) => [name, state])).toEqual(expected)
    const threw = run(kind, fixture('cleanups.mjs'), { params: { throws: true } })
    expect((await threw.end).failure).toContain('the body threw')
    expect(threw.cleanups.map(({ name, state }) => [name, state])).toEqual(expected)
    expect(threw.cleanups.find(({ state }) => state === 'failed')?.error).toContain('rejected in a cleanup')
  }
})

test('a cleanup that hangs fails after five seconds, and the others still run', async () => {
  const run = bench().run('thread', fixture('cleanups.mjs'), { params: { hang: true } })
  expect(await run.end).toMatchObject({ how: 'returned' })
  expect(run.cleanups.filter(({ name }) => name === 'last').at(-1)).toMatchObject({
    state: 'failed',
    error: expect.stringContaining('did not finish within 5 s') as string,
  })
  expect(run.lines).toEqual(['last ran', 'first ran'])
})

test('generators end by themselves: exhausted, or with an error', async () => {
  const { run } = bench()
  const more = { pullEveryMs: 1 }
  const exhausted = run('generator', fixture('yields.mjs'), { ...more, params: { upTo: 3 } })
  expect(await exhausted.end).toMatchObject({ how: 'returned', result: '"exhausted"' })
  expect(exhausted.lines).toEqual(['up', 'yielded 1', 'yielded 2', 'yielded 3', 'finally'])
  const threw = run('generator', fixture('yields.mjs'), { ...more, params: { how: 'throws' } })
  expect((await threw.end).failure).toContain('no second value')
})
