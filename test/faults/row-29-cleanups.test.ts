import { expect, it } from 'vitest'
import type { Receipt } from '@contract/receipt'
import { eventOf, fixture, lineOf, openEngine, stepOf } from '../support/test-engine'
import { inWords } from '../support/words'

const workload = fixture('workloads/cleanups.mjs')
const KINDS = ['thread', 'future', 'coroutine'] as const

function toldOf(receipt: Receipt): readonly (readonly [string, string])[] {
  return receipt.cleanups.map(({ name, error, finishedMs }) => [
    name,
    error ?? (finishedMs === undefined ? 'never finished' : 'finished'),
  ])
}

const THROWN = expect.stringContaining('Error: thrown in a cleanup') as string
const REJECTED = expect.stringContaining('Error: rejected in a cleanup') as string

for (const kind of KINDS) {
  it(`row 29 cleanups of a ${kind} that throw and reject: each error is recorded, the others run, last first, and the result is the body's`, async () => {
    const test = await openEngine()
    const expected = [
      ['last', 'finished'],
      ['rejects', REJECTED],
      ['throws', THROWN],
      ['first', 'finished'],
    ]
    const returned = await test.engine.ended(test.start({ kind, name: 'returns', workload }).id)
    expect(returned).toMatchObject({ outcome: 'completed', result: '"body returned"' })
    expect(toldOf(returned)).toEqual(expected)
    expect(stepOf(returned, 'cleanup-finished')).toMatchObject({ verdict: 'no' })
    const threw = await test.engine.ended(test.start({ kind, name: 'throws', workload, params: { throws: true } }).id)
    expect(threw.outcome).toBe('failed')
    expect(inWords(threw.failure)).toContain('the body threw')
    expect(toldOf(threw)).toEqual(expected)
  })
}

it('row 29 a cleanup that never finishes fails after five seconds, the others still run, and the result is not changed', async () => {
  const test = await openEngine()
  const run = test.start({ kind: 'thread', name: 'hangs', workload, params: { hang: true } })
  const receipt = await test.engine.ended(run.id)
  expect(receipt).toMatchObject({ outcome: 'completed', result: '"body returned"' })
  const hung = receipt.cleanups.find(({ name }) => name === 'last')
  expect(hung?.error).toContain('did not finish within 5 s')
  expect((hung?.finishedMs ?? 0) - (hung?.startedMs ?? 0)).toBeGreaterThan(4_000)
  expect(test.linesOf(run.id)).toEqual(['last ran', 'first ran'])
})

it('row 29 force while a cleanup hangs cuts it short: it was started, and is never said to have finished', async () => {
  const test = await openEngine()
  const run = test.start({ kind: 'thread', name: 'hangs', workload, params: { hang: true } })
  await lineOf(test, run.id, /last ran/)
  expect(await test.engine.terminate(run.id)).toEqual({ accepted: true })
  const receipt = await test.engine.ended(run.id)
  expect(toldOf(receipt)).toEqual([['last', 'never finished']])
  expect(stepOf(receipt, 'cleanup-finished').verdict).toBe('no')
  expect(test.linesOf(run.id)).toEqual(['last ran'])
})

it('row 29 a cleanup is run once: however often its run is asked to stop, and also where it asks for itself again', async () => {
  const test = await openEngine()
  const run = test.start({ kind: 'thread', name: 'once', workload: fixture('workloads/cleans-once.mjs') })
  await lineOf(test, run.id, /waiting/)
  const answers = await Promise.all([1, 2, 3].map(() => test.engine.stop(run.id)))
  expect(answers.map(({ accepted }) => accepted)).toEqual([true, true, true])
  await eventOf(test, run.id, 'cleanup-started')
  await test.engine.stop(run.id)
  const receipt = await test.engine.ended(run.id)
  expect(receipt).toMatchObject({ outcome: 'stopped', verdict: 'clean' })
  expect(test.linesOf(run.id)).toEqual(['waiting', 'cleanup ran'])
  expect(toldOf(receipt)).toEqual([
    ['flush', 'finished'],
    ['flush', expect.stringContaining('a second time') as string],
  ])
})
