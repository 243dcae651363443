import { statSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { ProcessTaskSpec } from '../../src/contract/task'
import { card, cardSays, press } from './support/board'
import { define, runOf } from './support/define'
import { watchFrames } from './support/frames'
import { boardTest as test, expect } from './support/quiesce-test'

interface Flood {
  readonly name: string
  readonly spec: Omit<ProcessTaskSpec, 'kind' | 'name'>
  /** How long it is watched; a flood that ends by itself is awaited instead. */
  readonly watchMs?: number
  /** What it prints, where that is known. */
  readonly bytes?: number
}

const LINES = 500_000
const FLOODS: readonly Flood[] = [
  {
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
  { name: 'yes', spec: { command: 'yes' }, watchMs: 10_000 },
  { name: 'random bytes', spec: { command: 'cat', args: ['/dev/urandom'] }, watchMs: 3_000 },
  {
    name: 'one line of 10 MB',
    spec: { command: 'head -c 10000000 /dev/zero | tr "\\0" x', shell: true },
    bytes: 10_000_000,
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

for (const { name, spec, watchMs, bytes } of FLOODS) {
  test(`${name}: the board stays live, memory is bounded, and every byte is on disk or counted`, async ({
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
    await expect(card(page, 'Neighbour 20')).toContainText('tick')
  })
}
