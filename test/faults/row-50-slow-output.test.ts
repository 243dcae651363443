import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { isAlive } from '../support/nothing-alive'
import { newDataDir, openEngine, shell } from '../support/test-engine'
import { askedManager } from './support/asked-manager'
import { openFolders } from './support/later'
import { until } from './support/manager'
import { slowCalls, whyNoSlowDisk } from './support/slow-disk'
import { inWords } from '../support/words'

afterEach(openFolders.release)

/** What the end of a run waits for a disk, and some of what a machine at work takes besides. */
const READ_WITHIN_MS = 1_500 + 500
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
    expect(receipt.blindSpots.map(inWords).join('\n')).not.toContain('not kept')
    expect(await manager.run(run.id)).toMatchObject({ outputBytes: printed, lastLine: LAST })
    // The end does not wait for the last writes: the receipt says then that they are under way.
    await until(() => bytesOnDisk(dataDir) === printed, 10_000)
    expect((await manager.events(run.id)).filter(({ text }) => text.includes('not kept'))).toEqual([])
  }, 60_000)

  it('row 50 one that hangs does not hold up the end of a run: its output is told to be late, and later to be there', async () => {
    const dataDir = newDataDir()
    const manager = await askedManager(dataDir, { through: slowCalls(WRITES, 5) })
    const run = await manager.start(shell(`echo ${LAST}`))
    const from = performance.now()
    const receipt = await manager.ended(run.id)
    expect(performance.now() - from).toBeLessThan(4_500)
    expect(receipt).toMatchObject({ outcome: 'completed', verdict: 'clean' })
    const late = 'Not all of its output was on disk when this receipt was written: the disk did not answer in time.'
    expect(receipt.blindSpots.map(inWords)).toContain(late)
    const texts = async (): Promise<readonly string[]> => (await manager.events(run.id)).map(({ text }) => text)
    expect(await texts()).toContain('main: the disk does not answer: not all of its output is on disk yet')
    while (!(await texts()).some((text) => text.startsWith('main: the disk answers again: its output is on disk')))
      await new Promise((resolve) => setTimeout(resolve, 50))
    expect(bytesOnDisk(dataDir)).toBe(LAST.length + 1)
  }, 30_000)

  it('row 50 a disk that stays behind: what it did not take in time is counted, and the receipt says so', async () => {
    const dataDir = newDataDir()
    const manager = await askedManager(dataDir, { through: slowCalls(WRITES, 12) })
    const bytes = 40_000_000
    const run = await manager.start(shell(`head -c ${bytes} /dev/zero | tr "\\0" x`, { keepRunning: true }))
    const receipt = await manager.ended(run.id)
    expect(await manager.run(run.id)).toMatchObject({ outputBytes: bytes })
    const told = receipt.blindSpots
      .map(inWords)
      .find((spot) => spot.endsWith('not kept: the disk did not take them in time.'))
    const lost = Number.parseInt((told ?? '').replaceAll(',', ''), 10)
    expect(lost).toBeGreaterThan(0)
    await until(() => bytesOnDisk(dataDir) === bytes - lost, 40_000)
    const isTold = async (): Promise<boolean> =>
      (await manager.events(run.id)).some((e) => e.type === 'warning' && e.text.includes('is not kept, until the disk'))
    while (!(await isTold())) await new Promise((resolve) => setTimeout(resolve, 50))
  }, 90_000)

  it('row 50 one that hangs holds nobody up who reads the output: what it has is given, and that more is to come', async () => {
    const manager = await askedManager(newDataDir(), { through: slowCalls(WRITES, 3) })
    const run = await manager.start(shell(`echo ${LAST}; exec sleep 1000`))
    while (((await manager.run(run.id))?.outputBytes ?? 0) === 0)
      await new Promise((resolve) => setTimeout(resolve, 20))
    const from = performance.now()
    expect(await manager.output(run.id)).toEqual({ text: '', fromByte: 0, nextByte: 0, droppedBytes: 0, late: true })
    expect(performance.now() - from).toBeLessThan(READ_WITHIN_MS)
    let output = await manager.output(run.id)
    while (output.late) output = await manager.output(run.id)
    expect(output).toEqual({ text: `${LAST}\n`, fromByte: 0, nextByte: LAST.length + 1, droppedBytes: 0 })
    await manager.killed()
  }, 60_000)

  it('row 50 one that does not give back what it has is told to be silent, of a run of this start and of an earlier one', async () => {
    const dataDir = newDataDir()
    const before = await openEngine(dataDir)
    const earlier = before.start(shell(`echo ${LAST}`))
    await before.engine.ended(earlier.id)
    await before.engine.close()
    const manager = await askedManager(dataDir, { through: slowCalls('pread64', 8) })
    const run = await manager.start(shell(`echo ${LAST}`))
    await manager.ended(run.id)
    for (const id of [run.id, earlier.id]) {
      const from = performance.now()
      await expect(manager.output(id)).rejects.toThrow('the disk did not answer within 1.5 s')
      expect(performance.now() - from).toBeLessThan(READ_WITHIN_MS)
    }
    await manager.killed()
  }, 60_000)

  it('row 50 one that hangs does not hold up a close beyond its limit, also where a program goes on without us', async () => {
    const dataDir = newDataDir()
    const manager = await askedManager(dataDir, { through: slowCalls(WRITES, 60) })
    const run = await manager.start(shell(`echo ${LAST}; exec sleep 1000`, { keepRunning: true }))
    while (((await manager.run(run.id))?.outputBytes ?? 0) === 0)
      await new Promise((resolve) => setTimeout(resolve, 20))
    const { pid = 0 } = (await manager.run(run.id)) ?? {}
    openFolders.later(() => process.kill(pid, 'SIGKILL'))
    const from = performance.now()
    expect(await manager.closeEngine({ withinMs: 2_000 })).toMatchObject({ left: [] })
    expect(performance.now() - from).toBeLessThan(2_400)
    expect(isAlive(pid)).toBe(true)
    await manager.killed()
  }, 30_000)
})
