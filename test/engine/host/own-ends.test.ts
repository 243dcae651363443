import { expect, test } from 'vitest'
import type { BodyEnd } from '@engine/kinds/task-kind'
import { bench, fixture } from './support/workloads'
import { inWords } from '../../support/words'

const ENDS: readonly (readonly [how: string, end: Partial<BodyEnd>, says?: string])[] = [
  ['value', { how: 'returned', result: '{"answer":42,"given":{"how":"value"}}' }],
  ['nothing', { how: 'returned' }],
  ['cycle', { how: 'returned', result: '"[object Object]"' }],
  ['function', { how: 'returned', result: `"() => 'text of it'"` }],
  ['bigint', { how: 'returned', result: '"10"' }],
  ['throw', { how: 'threw' }, 'It threw RangeError: the disk is on fire (ends.mjs, line 22).'],
  ['reject', { how: 'threw' }, 'rejected by itself'],
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
      else expect(inWords(ends[index]?.failure), `${kind}: ${how}`).toContain(says)
      expect(runs[index]?.started()).toBe(true)
    })
  }
  expect(hosts).toHaveLength(1)
})

test('a result that JSON cannot hold, and one that is too long, say so', async () => {
  const { run } = bench()
  const cycle = await run('thread', fixture('ends.mjs'), { params: { how: 'cycle' } }).end
  expect(inWords(cycle.evidence)).toContain('shown as text, because JSON cannot hold it')
  const long = await run('thread', fixture('ends.mjs'), { params: { how: 'long' } }).end
  expect(long.result).toHaveLength(2000)
  expect(inWords(long.evidence)).toContain('cut after 2000 of 10002 characters')
})

test('generators end by themselves: exhausted, or with an error', async () => {
  const { run } = bench()
  const more = { pullEveryMs: 1 }
  const exhausted = run('generator', fixture('yields.mjs'), { ...more, params: { upTo: 3 } })
  expect(await exhausted.end).toMatchObject({ how: 'returned', result: '"exhausted"' })
  expect(exhausted.lines).toEqual(['up', 'yielded 1', 'yielded 2', 'yielded 3', 'finally'])
  const threw = run('generator', fixture('yields.mjs'), { ...more, params: { how: 'throws' } })
  expect(inWords((await threw.end).failure)).toContain('no second value')
})
