import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { Engine } from '@contract/engine'
import type { RunId } from '@contract/ids'
import type { Output } from '@contract/output'
import { eventOf, newDataDir, openEngine, shell, snapshotOf } from '../support/test-engine'
import { openFolders } from './support/later'
import { mountSmallDisk, whyNoMount } from './support/small-disk'
import { inWords } from '../support/words'

afterEach(openFolders.release)

const FIRST = 'what came first\n'
const LOST = 100_001
const LAST = 'what came last\n'
const printed = FIRST.length + LOST + LAST.length
/** Each part waits until a line is typed. */
const inThreeParts = shell(
  `echo ${FIRST.trim()}; read go; head -c ${LOST - 1} /dev/zero | tr "\\0" y; echo; read go; echo ${LAST.trim()}`,
)

/** Every part that is kept, as a reader that follows gets them. */
async function readAll(engine: Engine, runId: RunId): Promise<readonly Output[]> {
  const parts: Output[] = []
  for (let at = 0; at < printed;) {
    const part = await engine.output(runId, { fromByte: at })
    parts.push(part)
    expect(part.nextByte).toBeGreaterThan(at)
    at = part.nextByte
  }
  return parts
}

const why = whyNoMount ? ` (skipped: ${whyNoMount})` : ''
describe.skipIf(whyNoMount)(`the disk of the output is full for a moment${why}`, () => {
  it('row 51 keeps what came before and what comes after; the hole between has its place, its size and its reason', async () => {
    const dataDir = newDataDir()
    const outputDir = join(dataDir, 'output')
    mkdirSync(outputDir)
    const disk = mountSmallDisk(outputDir)
    openFolders.later(() => disk.unmount())
    const test = await openEngine(dataDir)
    const { engine } = test
    openFolders.later(() => engine.close('terminate'))
    const run = test.start(inThreeParts)
    await snapshotOf(engine, run.id, ({ outputBytes }) => outputBytes === FIRST.length)
    expect((await engine.output(run.id)).text).toBe(FIRST)

    disk.fill()
    await engine.write(run.id, '\n')
    await snapshotOf(engine, run.id, ({ outputBytes }) => outputBytes === FIRST.length + LOST)
    await eventOf(
      test,
      run.id,
      'warning',
      /^main: output from byte [\d,]+ on is not kept, .*: the disk is full \(ENOSPC\)$/,
    )
    // What is kept of it can be read while the disk is full.
    expect((await engine.output(run.id)).text.startsWith(FIRST)).toBe(true)

    disk.free()
    await engine.write(run.id, '\n')
    const receipt = await engine.ended(run.id)
    const [before, after, ...more] = await readAll(engine, run.id)
    expect(more).toEqual([])
    // The disk took a part of the refused write: the rest of its last page.
    expect(before?.text).toBe(FIRST + 'y'.repeat((before?.nextByte ?? 0) - FIRST.length))
    expect(after).toMatchObject({ text: LAST, fromByte: FIRST.length + LOST, nextByte: printed })
    const dropped = (after?.fromByte ?? 0) - (before?.nextByte ?? 0)
    expect(dropped).toBeGreaterThan(LOST / 2)
    expect(after?.droppedBytes).toBe(dropped)
    const counted = dropped.toLocaleString('en-GB')
    const from = before?.nextByte.toLocaleString('en-GB') ?? ''
    expect(receipt).toMatchObject({ outcome: 'completed', verdict: 'clean' })
    expect(receipt.blindSpots.map(inWords)).toContain(
      `${counted} bytes of its output are not kept: the disk is full (ENOSPC).`,
    )
    const told = `main: the disk takes its output again; ${counted} bytes from byte ${from} on are not kept: the disk is full (ENOSPC)`
    expect(test.eventsOf(run.id).map(({ text }) => text)).toContain(told)

    // A later start knows of the hole by the journal.
    await engine.close('terminate')
    const next = await openEngine(dataDir)
    openFolders.later(() => next.engine.close('terminate'))
    expect(await readAll(next.engine, run.id)).toEqual([before, after])
    expect((await next.engine.earlierRun(run.id))?.outputBytes).toBe(printed)
  })

  it('row 51 full at the end of a run: all that was printed is counted, and what is missing is told as missing', async () => {
    const dataDir = newDataDir()
    mkdirSync(join(dataDir, 'output'))
    const disk = mountSmallDisk(join(dataDir, 'output'))
    openFolders.later(() => disk.unmount())
    const test = await openEngine(dataDir)
    openFolders.later(() => test.engine.close('terminate'))
    disk.fill()
    const run = test.start(shell(`echo ${FIRST.trim()}`))
    const receipt = await test.engine.ended(run.id)
    expect(receipt.blindSpots.map(inWords)).toContain(
      `${FIRST.length} bytes of its output are not kept: the disk is full (ENOSPC).`,
    )
    const nothing = { text: '', fromByte: FIRST.length, nextByte: FIRST.length, droppedBytes: FIRST.length }
    expect(await test.engine.output(run.id)).toEqual(nothing)
    await test.engine.close('terminate')
    const next = await openEngine(dataDir)
    openFolders.later(() => next.engine.close('terminate'))
    expect(await next.engine.output(run.id)).toEqual(nothing)
  })
})
