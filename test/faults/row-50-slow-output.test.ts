import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { newDataDir, openEngine, shell } from '../support/test-engine'
import { askedManager } from './support/asked-manager'
import { openFolders } from './support/later'
import { until } from './support/manager'
import { slowCalls, whyNoSlowDisk } from './support/slow-disk'

afterEach(openFolders.release)

const WRITES = 'pwrite64,pwritev'
/** More than is held in memory before the source is paused, by less than a pipe and its reader hold: so the program can leave. */
const BURST = 8_500_000
const LAST = 'the last line'
const burst = shell(`head -c ${BURST} /dev/zero | tr "\\0" x; echo; echo ${LAST}`)
const printed = BURST + 1 + LAST.length + 1

function bytesOnDisk(dataDir: string): number {
  const root = join(dataDir, 'output')
  const folders = readdirSync(root).map((name) => join(root, name))
  const files = folders.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
  return files.reduce((sum, file) => sum + statSync(file).size, 0)
}

it('what a program that may stay prints faster than it is read is all there after its end', async () => {
  const test = await openEngine()
  const bytes = 40_000_000
  const run = test.start(shell(`head -c ${bytes} /dev/zero | tr "\\0" x; echo ${LAST}`, { keepRunning: true }))
  expect(await test.engine.ended(run.id)).toMatchObject({ outcome: 'completed' })
  expect(test.engine.run(run.id)?.outputBytes).toBe(bytes + LAST.length + 1)
  expect(bytesOnDisk(test.dataDir)).toBe(bytes + LAST.length + 1)
  expect(test.linesOf(run.id).join('\n')).not.toContain('not kept')
})

const why = whyNoSlowDisk ? ` (skipped: ${whyNoSlowDisk})` : ''
describe.skipIf(whyNoSlowDisk)(`a disk that takes what is printed slowly${why}`, () => {
  it('row 50 seconds for each write: the end waits for it, and not a byte is lost', async () => {
    const dataDir = newDataDir()
    const manager = await askedManager(dataDir, { through: slowCalls(WRITES, 2) })
    const run = await manager.start(burst)
    const receipt = await manager.ended(run.id)
    expect(receipt).toMatchObject({ outcome: 'completed', verdict: 'clean' })
    expect(receipt.blindSpots.join('\n')).not.toContain('not kept')
    expect(await manager.run(run.id)).toMatchObject({ outputBytes: printed, lastLine: LAST })
    // The end does not wait for the last writes: the receipt says then that they are under way.
    await until(() => bytesOnDisk(dataDir) === printed, 10_000)
    expect((await manager.events(run.id)).filter(({ text }) => text.includes('not kept'))).toEqual([])
  }, 60_000)
})
