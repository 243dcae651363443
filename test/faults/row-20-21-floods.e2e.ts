import { statSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { ProcessTaskSpec } from '../../src/contract/task'
import { card, cardSays, press } from '../e2e/support/board'
import { define, runOf } from '../e2e/support/define'
import { watchFrames } from '../e2e/support/frames'
import { boardTest as test, expect } from '../e2e/support/quiesce-test'

interface Flood {
  /** Of the fault matrix: 20 is output without end, 21 output that is odd. */
  readonly row: '20' | '21'
  readonly name: string
  readonly spec: Omit<ProcessTaskSpec, 'kind' | 'name'>
  /** How long it is watched; a flood that ends by itself is awaited instead. */
  readonly watchMs?: number
  /** What it prints, where that is known. */
  readonly bytes?: number
  readonly lastLine?: string
}

const LINES = 500_000
const EMOJI = 'a😀ä€\u{1F468}\u{200D}\u{1F469}z'
const BYTE_BY_BYTE = `
import os
for byte in (${JSON.stringify(EMOJI)} + chr(10)).encode() * 100: os.write(1, bytes([byte]))`
/** What no valid text has: half of a pair, and the characters that a terminal acts on. */
const INVALID = /\p{Surrogate}|[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/u
const FLOODS: readonly Flood[] = [
  {
    row: '20',
    name: 'burst of half a million lines',
    spec: {
      command: process.execPath,
      args: [
        '-e',
        `const line = 'x'.repeat(99) + '\\n'; for (let n = 0; n < ${LINES / 1_000}; n++) require('fs').writeSync(1, line.repeat(1000))`,
      ],
    },
    bytes: LINES * 100,
  },
  { row: '20', name: 'yes', spec: { command: 'yes' }, watchMs: 10_000 },
  { row: '21', name: 'random bytes', spec: { command: 'cat', args: ['/dev/urandom'] }, watchMs: 3_000 },
  {
    row: '21',
    name: 'one line of 10 MB',
    spec: { command: 'head -c 10000000 /dev/zero | tr "\\0" x', shell: true },
    bytes: 10_000_000,
  },
  {
    row: '21',
    name: 'emoji byte by byte',
    spec: { command: 'python3', args: ['-c', BYTE_BY_BYTE] },
    bytes: 100 * Buffer.byteLength(`${EMOJI}\n`),
    lastLine: EMOJI,
  },
]

/** Twenty neighbours whose cards go on while somebody floods. */
async function neighbours(page: Page): Promise<void> {
  for (let n = 1; n <= 20; n++) {
    await define(page, {
      kind: 'process',
      name: `Neighbour ${n}`,
      command: 'sh',
      args: ['-c', 'while :; do echo tick; sleep 0.2; done'],
    })
    await press(page, 'Start', `Neighbour ${n}`)
  }
}

function bytesOnDisk(dataDir: string, runId: string): number {
  const output = join(dataDir, 'output')
  const files = readdirSync(output, { recursive: true, encoding: 'utf8' }).filter((name) => name.includes(runId))
  return files.reduce((sum, name) => sum + statSync(join(output, name)).size, 0)
}

for (const { row, name, spec, watchMs, bytes, lastLine } of FLOODS) {
  test(`row ${row} ${name}: the board stays live, memory is bounded, and every byte is on disk or counted`, async ({
    page,
    quiesce,
  }) => {
    test.setTimeout(120_000)
    await neighbours(page)
    await define(page, { kind: 'process', name, ...spec })
    const memoryBefore = await quiesce.app.evaluate(() => process.memoryUsage().rss)
    const frames = await watchFrames(page)
    await press(page, 'Start', name)
    // How long it floods is the point of the test.
    if (watchMs !== undefined) await page.waitForTimeout(watchMs)
    else await cardSays(page, name, 'completed', 60_000)
    const memoryAfter = await quiesce.app.evaluate(() => process.memoryUsage().rss)
    if (watchMs !== undefined) await press(page, 'Stop', name)
    await cardSays(page, name, watchMs === undefined ? 'completed' : 'stopped', 30_000)
    const seen = await frames()
    const { id } = await runOf(page, name)
    const read = await page.evaluate(
      (runId) => window.quiesce.readOutput({ runId, range: { fromByte: 0, maxBytes: 4 } }),
      id,
    )
    const run = await runOf(page, name)
    const dropped = read.ok ? read.value.droppedBytes : -1
    const grown = Math.round((memoryAfter - memoryBefore) / 1e6)
    process.stdout.write(
      `      ${name}: ${run.outputBytes} bytes, ${dropped} dropped and counted; frames p95 ${seen.p95Ms} ms, longest gap ${seen.longestGapMs} ms; main grew by ${grown} MB\n`,
    )
    expect(bytesOnDisk(quiesce.dataDir, id) + dropped).toBe(run.outputBytes)
    if (bytes !== undefined) expect(run.outputBytes).toBe(bytes)
    expect(grown).toBeLessThan(200)
    const shown = await card(page, name).innerText()
    expect(shown).not.toMatch(INVALID)
    if (lastLine !== undefined) expect(shown).toContain(lastLine)
    await expect(card(page, 'Neighbour 20')).toContainText('tick')
  })
}
