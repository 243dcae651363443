import { expect, it } from 'vitest'
import { limitFor } from '@engine/host/hosted/memory-watch'
import { command, fixture, lineOf, openEngine, phaseOf, type TestEngine } from '../support/test-engine'
import { inWords } from '../support/words'

/** Filling a gigabyte takes its time on a machine that does other things too. */
const SLOW_MS = 90_000

async function undisturbed(test: TestEngine): Promise<() => Promise<void>> {
  const program = test.start(command('program', 'sleep', ['1000']))
  await phaseOf(test, program.id, 'running')
  return async () => {
    expect(test.phase(program.id)).toBe('running')
    const next = test.start({ kind: 'future', name: 'next', workload: 'lab/job', params: { seconds: 0.01, n: 6 } })
    expect(await test.engine.ended(next.id)).toMatchObject({ outcome: 'completed' })
    await test.engine.stop(program.id)
    expect(await test.engine.ended(program.id)).toMatchObject({ outcome: 'stopped', verdict: 'clean' })
  }
}

it.each([
  ['one array', 'own-modules/hoards-in-array.mjs'],
  ['one map', 'own-modules/hoards-in-map.mjs'],
])(
  'row 26 a thread that grows %s may take its host with it, never the engine: it fails, its memory is named, and the next workload runs',
  async (_, file) => {
    const test = await openEngine()
    const goesOn = await undisturbed(test)
    const hog = test.start({ kind: 'thread', name: 'hog', workload: fixture(file) })
    const receipt = await test.engine.ended(hog.id)
    // Which of the two it is, V8 decides: the growth of one backing store aborts the process, or its limit ends the thread.
    expect(receipt).toMatchObject({ outcome: 'failed' })
    expect(inWords(receipt.failure)).toMatch(/ran out of memory|host process under it ended .*(?:memory|heap)/i)
    await goesOn()
  },
)

it(
  'row 26 buffers, which no heap counts: above the limit the host is ended, both sizes are named, and the next workload runs',
  async () => {
    const test = await openEngine()
    const goesOn = await undisturbed(test)
    const neighbour = test.start({ kind: 'thread', name: 'neighbour', workload: 'lab/ticker' })
    await lineOf(test, neighbour.id, /worker: up/)
    const hog = test.start({ kind: 'thread', name: 'hog', workload: fixture('own-modules/hoards-buffers.mjs') })
    const receipts = await Promise.all([hog, neighbour].map(({ id }) => test.engine.ended(id)))
    for (const receipt of receipts) {
      expect(receipt).toMatchObject({ outcome: 'failed', exit: { code: null, signal: 'SIGKILL' } })
      const sizes = /its workloads held (\d+) MB of memory, expected at most (\d+) MB/.exec(inWords(receipt.failure))
      expect(Number(sizes?.[2])).toBe(Math.round(limitFor(2)))
      expect(Number(sizes?.[1])).toBeGreaterThan(limitFor(2))
    }
    expect(test.events.filter(({ type }) => type === 'host').map(({ text }) => text)).toEqual([
      expect.stringMatching(/^main: The host process of the workloads \(pid \d+\) ended with signal SIGKILL .*MB/),
    ])
    await goesOn()
  },
  SLOW_MS,
)
