import { PassThrough } from 'node:stream'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readProgramEvents } from '@engine/kinds/program-events'
import type { BodyReport, CleanupReport } from '@engine/kinds/task-kind'
import { heapMegabytes, prototypes } from '../support/steady-memory'
import { inWords } from '../support/words'

const LONGEST_LINE = 8_192
const TURN = (): Promise<unknown> => new Promise(setImmediate)

interface Told {
  readonly report: BodyReport
  readonly handled: string[]
  readonly cleanups: CleanupReport[]
  readonly progress: number[]
  /** What no line of a program may ever cause. */
  readonly wrong: string[]
}

function listener(): Told {
  const told = {
    handled: [] as string[],
    cleanups: [] as CleanupReport[],
    progress: [] as number[],
    wrong: [] as string[],
  }
  const wrong = (name: string) => (): void => void told.wrong.push(name)
  const report: BodyReport = {
    started: wrong('started'),
    output: wrong('output'),
    log: wrong('log'),
    linesDropped: wrong('linesDropped'),
    fired: wrong('fired'),
    ended: wrong('ended'),
    handsOver: wrong('handsOver'),
    sentToDelegate: wrong('sentToDelegate'),
    handled: (evidence) => void told.handled.push(inWords(evidence)),
    cleanup: (fact) => void told.cleanups.push(fact),
    progress: (value) => void told.progress.push(value),
  }
  return { ...told, report }
}

async function tell(chunks: readonly Uint8Array[]): Promise<Told> {
  const pipe = new PassThrough()
  const told = listener()
  readProgramEvents(pipe, told.report)
  for (const chunk of chunks) pipe.write(chunk)
  pipe.end()
  await TURN()
  return told
}

const name = fc.oneof(fc.string({ maxLength: 300 }), fc.constantFrom('flush', '', 'x'.repeat(200), '__proto__', 'é😀'))
const near = fc.record(
  {
    event: fc.oneof(
      fc.constantFrom('handled', 'cleanup-started', 'cleanup-finished', 'cleanup-failed', 'progress'),
      fc.constantFrom('ended', 'gone', 'started', 'Progress', ''),
      fc.jsonValue(),
    ),
    name: fc.oneof(name, fc.jsonValue()),
    text: fc.oneof(fc.string({ maxLength: 600 }), fc.jsonValue()),
    error: fc.oneof(fc.string({ maxLength: 2_100 }), fc.jsonValue()),
    value: fc.oneof(fc.double({ min: -1, max: 2 }), fc.jsonValue()),
    __proto__: fc.jsonValue(),
    constructor: fc.jsonValue(),
  },
  { requiredKeys: [] },
)
const line = fc.oneof(
  { weight: 4, arbitrary: near.map((event) => JSON.stringify(event)) },
  { weight: 1, arbitrary: near.map((event) => JSON.stringify(event).slice(0, -1)) },
  { weight: 1, arbitrary: fc.json().map((text) => text.slice(1)) },
  { weight: 1, arbitrary: fc.string() },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '',
      'null',
      '[]',
      '1e999',
      '{"event":{}}',
      '['.repeat(5_000),
      'x'.repeat(LONGEST_LINE + 1),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constant(`{"event":"progress",${' '.repeat(LONGEST_LINE)}"value":1}`),
  },
)
const bytes = fc.oneof(
  { weight: 3, arbitrary: fc.array(line, { maxLength: 12 }).map((lines) => Buffer.from(`${lines.join('\n')}\n`)) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 400 }).map((part) => Buffer.from(part)) },
)
const cuts = fc.array(fc.nat(), { maxLength: 8 })

/** The same bytes in as many pieces, cut anywhere: inside a line, inside a character. */
function cutAt(whole: Buffer, places: readonly number[]): readonly Uint8Array[] {
  const sorted = [0, ...places.map((place) => place % (whole.length + 1)).sort((a, b) => a - b), whole.length]
  return sorted.slice(1).map((end, index) => whole.subarray(sorted[index], end))
}

it('10,000 random streams on the events descriptor, cut anywhere: only known facts are told, in bounds, and the cuts change nothing', async () => {
  const before = prototypes()
  let runs = 0
  let early = 0
  await fc.assert(
    fc.asyncProperty(bytes, cuts, async (stream, places) => {
      const told = await tell(cutAt(stream, places))
      expect(told.wrong).toEqual([])
      for (const value of told.progress) expect(value >= 0 && value <= 1).toBe(true)
      for (const { name: called, state, error } of told.cleanups) {
        expect(called.length >= 1 && called.length <= 200).toBe(true)
        expect(['started', 'finished', 'failed']).toContain(state)
        expect(error === undefined || error.length <= 2_000).toBe(true)
      }
      for (const text of told.handled) expect(text.length).toBeLessThanOrEqual(500)
      const { handled, cleanups, progress } = await tell([stream])
      expect([told.handled, told.cleanups, told.progress]).toEqual([handled, cleanups, progress])
      if (++runs === 1_000) early = heapMegabytes()
    }),
    { numRuns: 10_000 },
  )
  expect(prototypes()).toEqual(before)
  expect(heapMegabytes() - early).toBeLessThan(20)
}, 120_000)

it('a line that never ends, of 64 MB, is not kept, and the line after it is heard', async () => {
  const pipe = new PassThrough()
  const told = listener()
  readProgramEvents(pipe, told.report)
  const before = heapMegabytes()
  const part = Buffer.alloc(64 * 1024, 'x')
  for (let written = 0; written < 1_024; written++) {
    pipe.write(part)
    if (written % 64 === 0) await TURN()
  }
  await TURN()
  expect(heapMegabytes() - before).toBeLessThan(8)
  pipe.write('{"event":"progress","value":0.25}\n{"event":"progress","value":0.5}\n')
  await TURN()
  expect(told.progress).toEqual([0.5])
})
