import { expect, it } from 'vitest'
import { WORKLOAD_KINDS } from '@contract/kind'
import { fixture, openEngine, stepOf } from '../support/test-engine'
import { inWords, saying } from '../support/words'

const FAILURES = [
  ['unhandled rejection', 'There was a rejected promise that nothing handled: Error: nobody looked'],
  ['uncaught', 'There was an error that nothing caught: Error: thrown by a timer'],
  ['throw null', 'It threw null, which is no Error.'],
  ['throw undefined', 'It threw undefined, which is no Error.'],
  ['throw text', 'It threw the text "just text".'],
  ['throw object', 'It threw an object that is no Error: {"code":7}.'],
  ['throw a trap', 'It threw a value that cannot be shown.'],
  ['function posted', 'could not be cloned'],
] as const

const KINDS = WORKLOAD_KINDS.filter((kind) => kind !== 'generator')

it.each(FAILURES)(
  'row 28 %s: the run has failed with a sentence, in each kind, and its host goes on',
  async (how, says) => {
    const test = await openEngine()
    const workload = fixture('workloads/ends.mjs')
    const runs = KINDS.map((kind) => test.start({ kind, name: kind, workload, params: { how } }))
    for (const run of runs) {
      const receipt = await test.engine.ended(run.id)
      expect(receipt, run.kind).toMatchObject({ outcome: 'failed', verdict: 'clean', asks: [] })
      expect(inWords(receipt.failure)).toContain(says)
      expect(stepOf(receipt, 'leader-gone').verdict).toBe('yes')
    }
    const next = test.start({ kind: 'thread', name: 'next', workload, params: { how: 'value' } })
    expect(await test.engine.ended(next.id)).toMatchObject({ outcome: 'completed' })
    expect(test.events.filter(({ type }) => type === 'host')).toEqual([])
  },
)

it('row 28 a generator that throws null in a pull has failed with a sentence', async () => {
  const test = await openEngine()
  const workload = fixture('workloads/yields.mjs')
  const run = test.start({ kind: 'generator', name: 'g', workload, params: { how: 'throws null' }, pullEveryMs: 1 })
  expect(await test.engine.ended(run.id)).toMatchObject({
    outcome: 'failed',
    failure: saying('It threw null, which is no Error.'),
  })
})

it.each([
  ['an interval', 'interval', 'Timeout'],
  ['an open port', 'server', 'TCPServerWrap'],
])(
  'row 28 a thread that leaves %s behind finished but did not exit: its thread is ended after two seconds, and its result counts',
  async (_, left, name) => {
    const test = await openEngine()
    const run = test.start({ kind: 'thread', name: 'l', workload: fixture('workloads/leftover.mjs'), params: { left } })
    const receipt = await test.engine.ended(run.id)
    expect(receipt).toMatchObject({ outcome: 'completed', verdict: 'clean' })
    const evidence = inWords(stepOf(receipt, 'leader-gone').evidence)
    expect(evidence).toContain('finished but did not exit')
    expect(evidence).toContain('terminated after 2 s')
    expect(test.linesOf(run.id)).toEqual(['returning'])
    expect(evidence).toContain(name)
  },
)
