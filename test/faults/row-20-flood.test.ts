import { monitorEventLoopDelay } from 'node:perf_hooks'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { RunId } from '@contract/ids'
import { command, eventOf, lineOf, openEngine, shell, type TestEngine } from '../support/test-engine'

const MEGABYTE = 1024 * 1024
/** The matrix says 50 ms on a machine of one's own; here others may be busy too. */
const DELAY_P99_MS = 500

/** Bytes that the log says it left out. */
function skippedBytes(test: TestEngine, runId: RunId): number {
  const told = test.eventsOf(runId).filter((event) => event.type === 'lines-skipped')
  return told.reduce((sum, { text }) => sum + Number((/^[\d,]+/.exec(text)?.[0] ?? '').replaceAll(',', '')), 0)
}

function bytesOnDisk(test: TestEngine, runId: RunId): number {
  const root = join(test.dataDir, 'output')
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.includes(runId))
  return files.reduce((sum, name) => sum + statSync(join(root, name)).size, 0)
}

it('row 20 three programs flood at once: the event loop turns, memory is bounded, a neighbour is shown at least five times a second', async () => {
  const test = await openEngine()
  const neighbour = test.start(shell('while :; do echo tick; sleep 0.05; done'))
  await lineOf(test, neighbour.id, /tick/)
  const before = process.memoryUsage().rss
  const keepOutputBytes = 4 * MEGABYTE
  const floods = [1, 2, 3].map((n) => test.start(command(`flood ${n}`, 'yes', [], { keepOutputBytes })))
  await Promise.all(floods.map(({ id }) => lineOf(test, id, /^y$/)))

  const loop = monitorEventLoopDelay({ resolution: 5 })
  loop.enable()
  const from = performance.now()
  let shown = 0
  let most = before
  await new Promise<void>((resolve) => {
    const undo = test.engine.onRunChange((run) => {
      most = Math.max(most, process.memoryUsage.rss())
      if (run.id === neighbour.id) shown += 1
      if (performance.now() - from < 2_000) return
      undo()
      resolve()
    })
  })
  const seconds = (performance.now() - from) / 1_000
  loop.disable()
  expect(shown / seconds).toBeGreaterThanOrEqual(5)
  expect(loop.percentile(99) / 1e6).toBeLessThan(DELAY_P99_MS)
  expect(most - before).toBeLessThan(200 * MEGABYTE)

  for (const { id } of floods) await test.engine.stop(id)
  for (const { id } of floods) {
    expect(await test.engine.ended(id)).toMatchObject({ verdict: 'clean', outcome: 'stopped' })
    const printed = test.engine.run(id)?.outputBytes ?? 0
    const { droppedBytes } = await test.engine.output(id, { maxBytes: 4 })
    expect(printed).toBeGreaterThan(keepOutputBytes)
    expect(droppedBytes).toBeGreaterThan(0)
    expect(droppedBytes + bytesOnDisk(test, id)).toBe(printed)
    const told = test.linesOf(id).reduce((sum, line) => sum + line.length, 0)
    // A last `y` without its line break may have been cut off by the signal.
    const ends = test.linesOf(id).length
    expect([printed, printed + 1]).toContain(skippedBytes(test, id) + told + ends)
  }
})

it('row 20 two seconds of yes cost a bounded number of events, and what is not repeated is counted to the byte', async () => {
  const test = await openEngine()
  const run = test.start(shell('exec timeout 2 yes'))
  // A reader during the flood is answered with what was there when it asked.
  await lineOf(test, run.id, /^y$/)
  const early = await test.engine.output(run.id, { maxBytes: 1_000 })
  expect(early.text).toMatch(/^(y\n)+$/)
  await test.engine.ended(run.id)
  const printed = test.engine.run(run.id)?.outputBytes ?? 0
  expect(printed).toBeGreaterThan(1_000_000)
  expect(test.eventsOf(run.id).length).toBeLessThan(1_000)
  await eventOf(test, run.id, 'lines-skipped', /^[\d,]+ bytes are not repeated here; the output has them\.$/)
  const told = test.linesOf(run.id).reduce((sum, line) => sum + line.length + 1, 0)
  expect(skippedBytes(test, run.id) + told).toBe(printed)
  expect(test.engine.run(run.id)?.lastLine).toBe('y')
})

it('row 20 a program that prints too fast is held back, not cut: every line of it is kept in its order', async () => {
  const test = await openEngine()
  const run = test.start(shell('exec seq 1 1500000'))
  await test.engine.ended(run.id)
  const printed = test.engine.run(run.id)?.outputBytes ?? 0
  expect(bytesOnDisk(test, run.id)).toBe(printed)
  let text = ''
  let next = 1
  for (let fromByte = 0; fromByte < printed;) {
    const part = await test.engine.output(run.id, { fromByte, maxBytes: MEGABYTE })
    const lines = (text + part.text).split('\n')
    text = lines.pop() ?? ''
    if (lines.some((line, index) => line !== String(next + index))) expect.fail(`lost or moved near line ${next}`)
    next += lines.length
    fromByte = part.nextByte
  }
  expect(next).toBe(1_500_001)
})
