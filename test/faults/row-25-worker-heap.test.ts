import { expect, it } from 'vitest'
import { command, eventOf, fixture, lineOf, openEngine, phaseOf } from '../support/test-engine'
import { inWords } from '../support/words'

for (const [what, workload] of [
  ['the hog of the lab', 'lab/memory-hog'],
  ['a chain of plain objects', fixture('own-modules/hoards-objects.mjs')],
] as const) {
  it(`row 25 a thread whose heap is filled by ${what} fails alone: out of memory, and its neighbours, their host and every process go on`, async () => {
    const test = await openEngine()
    const program = test.start(command('program', 'sleep', ['1000']))
    const neighbour = test.start({ kind: 'thread', name: 'neighbour', workload: 'lab/ticker' })
    await Promise.all([phaseOf(test, program.id, 'running'), lineOf(test, neighbour.id, /worker: up/)])
    const hog = test.start({ kind: 'thread', name: 'hog', workload })
    const receipt = await test.engine.ended(hog.id)
    expect(receipt).toMatchObject({ outcome: 'failed', verdict: 'clean', asks: [] })
    expect(inWords(receipt.failure)).toBe('It ran out of memory (limit 256 MB).')
    expect(test.linesOf(hog.id)[0]).toMatch(/up$/)
    expect(test.phase(program.id)).toBe('running')
    expect(test.phase(neighbour.id)).toBe('running')
    expect(test.events.filter(({ type }) => type === 'host')).toEqual([])
    expect(await test.engine.stop(neighbour.id)).toEqual({ accepted: true })
    await eventOf(test, neighbour.id, 'cleanup-finished')
    expect(await test.engine.ended(neighbour.id)).toMatchObject({ outcome: 'stopped', verdict: 'clean' })
  }, 90_000)
}
