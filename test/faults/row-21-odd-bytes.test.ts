import { expect, it } from 'vitest'
import type { RunId } from '@contract/ids'
import { LineGate } from '@engine/output/line-gate'
import { command, lineOf, openEngine, python, shell, type TestEngine } from '../support/test-engine'

const LINE_LIMIT = 64 * 1024
const MARK = ' … (truncated at 64 KB; the output has the whole line)'
/** Half of a pair that stands for one character: no valid text has one. */
const HALF_A_CHARACTER = /\p{Surrogate}/u

function skippedBytes(test: TestEngine, runId: RunId): number {
  const told = test.eventsOf(runId).filter((event) => event.type === 'lines-skipped')
  return told.reduce((sum, { text }) => sum + Number((/^[\d,]+/.exec(text)?.[0] ?? '').replaceAll(',', '')), 0)
}

/** Reads all of it in parts, and checks that each begins where the last one ended. */
async function readAll(test: TestEngine, runId: RunId, maxBytes: number): Promise<string> {
  let text = ''
  for (let from = 0; ;) {
    const part = await test.engine.output(runId, { fromByte: from, maxBytes })
    expect(part.fromByte).toBe(from)
    if (part.nextByte === from) return text
    text += part.text
    from = part.nextByte
  }
}

it('row 21 a line of ten million characters is cut at 64 KB with a mark, the rest is counted, and the output has it whole', async () => {
  const test = await openEngine()
  const run = test.start(shell("head -c 10000000 /dev/zero | tr '\\0' x; echo; echo after"))
  await test.engine.ended(run.id)
  expect(test.engine.run(run.id)?.outputBytes).toBe(10_000_007)
  expect(test.linesOf(run.id)).toEqual(['x'.repeat(LINE_LIMIT) + MARK, 'after'])
  expect(skippedBytes(test, run.id)).toBe(10_000_000 - LINE_LIMIT + 1)
  expect(test.eventsOf(run.id).length).toBeLessThan(100)
  expect(test.engine.run(run.id)?.lastLine).toBe('after')
  expect((await test.engine.output(run.id, { fromByte: 10_000_000 })).text).toBe('\nafter\n')
})

it('row 21 a line of exactly 64 KB is whole, and one character more is cut between characters', async () => {
  const test = await openEngine()
  const run = test.start(python(`print('a' * ${LINE_LIMIT}); print('b' * ${LINE_LIMIT - 1} + '€'); print('end')`))
  await test.engine.ended(run.id)
  expect(test.linesOf(run.id)).toEqual(['a'.repeat(LINE_LIMIT), 'b'.repeat(LINE_LIMIT - 1) + MARK, 'end'])
  expect(skippedBytes(test, run.id)).toBe(4)
})

for (const [name, source] of [
  ['nothing but zeros, without a line break', '/dev/zero'],
  ['random bytes', '/dev/urandom'],
] as const) {
  it(`row 21 ${name}, without end: the log stays short, the text is valid, a neighbour goes on, and it can be stopped`, async () => {
    const test = await openEngine()
    const before = process.memoryUsage().rss
    const neighbour = test.start(shell('while :; do echo tick; sleep 0.05; done'))
    const run = test.start(command('flood', 'cat', [source], { keepOutputBytes: 1024 * 1024 }))
    await expect.poll(() => test.engine.run(run.id)?.outputBytes, { timeout: 20_000 }).toBeGreaterThan(50_000_000)
    const ticks = test.linesOf(neighbour.id).length
    await expect.poll(() => test.linesOf(neighbour.id).length, { timeout: 20_000 }).toBeGreaterThan(ticks + 5)
    expect(process.memoryUsage().rss - before).toBeLessThan(250 * 1024 * 1024)
    await test.engine.stop(run.id)
    expect(await test.engine.ended(run.id)).toMatchObject({ verdict: 'clean', outcome: 'stopped' })
    expect(test.linesOf(run.id).length).toBeLessThan(3_000)
    for (const line of test.linesOf(run.id)) {
      expect(line.length).toBeLessThanOrEqual(LINE_LIMIT + MARK.length)
      expect(line).not.toMatch(HALF_A_CHARACTER)
    }
    expect(test.engine.run(run.id)?.lastLine ?? '').not.toMatch(HALF_A_CHARACTER)
    expect((await test.engine.output(run.id)).text).not.toMatch(HALF_A_CHARACTER)
    if (source === '/dev/urandom') return
    expect(test.linesOf(run.id)).toEqual(['\0'.repeat(LINE_LIMIT) + MARK])
    expect(skippedBytes(test, run.id) + LINE_LIMIT).toBe(test.engine.run(run.id)?.outputBytes)
  })
}

it('row 21 emoji written byte by byte stay whole, in lines and in every read', async () => {
  const test = await openEngine()
  const text = 'a😀ä€\u{1F468}\u{200D}\u{1F469}z'
  const run = test.start(
    python(`import os, time
for byte in ${JSON.stringify(text)}.encode() + b'\\n':
    os.write(1, bytes([byte])); time.sleep(0.002)`),
  )
  await test.engine.ended(run.id)
  expect(test.linesOf(run.id)).toEqual([text])
  for (const maxBytes of [4, 5, 7, 64]) expect(await readAll(test, run.id, maxBytes)).toBe(`${text}\n`)
})

it('row 21 bytes that are no UTF-8 become replacement characters and nothing is lost', async () => {
  const test = await openEngine()
  const run = test.start(shell("printf 'a\\377\\376b\\n\\342\\202\\n'"))
  await test.engine.ended(run.id)
  expect(test.linesOf(run.id)).toEqual(['a\ufffd\ufffdb', '\ufffd'])
  expect(await test.engine.output(run.id)).toMatchObject({ text: 'a\ufffd\ufffdb\n\ufffd\n', nextByte: 8 })
})

it('row 21 a line that is written over and over is shown as it stands, without an event for each time', async () => {
  const test = await openEngine()
  const storm = `
import os, sys
for n in range(200000): sys.stdout.write(f'\\rloaded {n} of 200000')
sys.stdout.flush(); sys.stdin.readline(); print('\\rloaded all')`
  const run = test.start(python(storm))
  await expect.poll(() => test.engine.run(run.id)?.lastLine, { timeout: 20_000 }).toBe('loaded 199999 of 200000')
  expect(test.linesOf(run.id)).toEqual([])
  await test.engine.write(run.id, '\n')
  await test.engine.ended(run.id)
  expect(test.linesOf(run.id)).toEqual(['loaded all'])
  expect(test.eventsOf(run.id).length).toBeLessThan(100)
})

it('row 21 a storm of escape sequences passes through whole and costs no more than other lines', async () => {
  const test = await openEngine()
  const storm = `
import sys
for n in range(20000): sys.stdout.write('\\x1b[2J\\x1b[H\\x1b[3%dm' % (n % 8) + 'frame %d' % n + '\\x1b[0m\\n')`
  const run = test.start(python(storm))
  await test.engine.ended(run.id)
  expect(test.engine.run(run.id)?.lastLine).toBe('\u001b[2J\u001b[H\u001b[37mframe 19999\u001b[0m')
  const told = test.linesOf(run.id).reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0)
  expect(skippedBytes(test, run.id) + told).toBe(test.engine.run(run.id)?.outputBytes)
  expect(test.eventsOf(run.id).length).toBeLessThan(1_000)
})

it('row 21 whatever the bytes and wherever they are cut, each is in a line, written over, or counted', async () => {
  const { default: fc } = await import('fast-check')
  const part = fc.oneof(
    fc.string({ unit: 'binary' }).map((text) => Buffer.from(text)),
    fc.uint8Array().map((bytes) => Buffer.from(bytes)),
    fc.constantFrom('\n', '\r', '\r\n', '€', '😀').map((text) => Buffer.from(text)),
    fc.nat(70_000).map((length) => Buffer.alloc(length, 'x')),
    fc.nat(9_000).map((length) => Buffer.alloc(length, '😀')),
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(part, fc.nat(2_000)), { maxLength: 40 }), (parts) => {
      const seen = { now: 0, lines: 0, skipped: 0 }
      const gate = new LineGate(
        {
          line: (text) => {
            expect(text).not.toMatch(HALF_A_CHARACTER)
            expect(Buffer.byteLength(text)).toBeLessThanOrEqual(3 * LINE_LIMIT + 100)
            seen.lines += 1
          },
          skipped: (bytes) => void (seen.skipped += bytes),
        },
        () => seen.now,
      )
      let total = 0
      for (const [bytes, pauseMs] of parts) {
        seen.now += pauseMs
        total += bytes.byteLength
        gate.write(bytes)
        expect(gate.lastLine ?? '').not.toMatch(HALF_A_CHARACTER)
      }
      gate.end()
      expect(seen.skipped).toBeLessThanOrEqual(total)
      // Where nothing was cut, held back or written over, there is a line for each line break and for what stands behind the last.
      const all = Buffer.concat(parts.map(([bytes]) => bytes))
      const breaks = all.filter((byte) => byte === 10).length
      const last = all.byteLength > 0 && all.at(-1) !== 10 ? 1 : 0
      if (seen.skipped === 0) expect(seen.lines).toBe(breaks + last)
      else expect(seen.lines).toBeLessThanOrEqual(breaks + last)
    }),
    { numRuns: 300 },
  )
})

it('row 21 lone carriage returns and cut characters at the limit do not make the same byte count twice', () => {
  for (const filling of ['x', 'x\r', '\r', '😀', 'ab\rc']) {
    let told = 0
    let skipped = 0
    const gate = new LineGate(
      { line: (text) => (told += Buffer.byteLength(text.replace(MARK, ''))), skipped: (bytes) => (skipped += bytes) },
      () => 0,
    )
    const bytes = Buffer.alloc(300_000, filling)
    for (let from = 0; from < bytes.byteLength; from += 7_777) gate.write(bytes.subarray(from, from + 7_777))
    gate.end()
    if (filling.includes('\r')) expect(told + skipped).toBeLessThanOrEqual(bytes.byteLength)
    else expect(told + skipped).toBe(bytes.byteLength)
    expect(told).toBeLessThanOrEqual(LINE_LIMIT)
  }
})

it('row 21 the line of a neighbour that comes in the middle of a flood is whole', async () => {
  const test = await openEngine()
  // Errors go their own way: a flood on standard output neither holds nor cuts them.
  const run = test.start(shell('yes | head -c 20000000; echo "the only error" >&2; echo end'))
  await lineOf(test, run.id, /^the only error$/)
  await test.engine.ended(run.id)
  expect(test.engine.run(run.id)?.lastLine).toMatch(/^(?:end|the only error)$/)
  const odd = test.linesOf(run.id).filter((line) => !['y', 'the only error', 'end'].includes(line))
  expect(odd).toEqual([])
})
