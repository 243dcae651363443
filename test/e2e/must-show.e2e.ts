import { execFileSync } from 'node:child_process'
import { availableParallelism, loadavg } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { TaskSpec } from '../../src/contract/task'
import { card, cardSays, goTo, openReceipt, press } from './support/board'
import { expectLines, linesOf } from './support/cleanup-log'
import { define, runOf } from './support/define'
import { isAlive } from './support/leftovers'
import { watchFrames } from './support/frames'
import { boardTest as test, expect } from './support/quiesce-test'
import { inWords, receiptSummary } from '../support/words'

const FIXTURES = join(import.meta.dirname, '../fixtures')

async function start(page: Page, spec: TaskSpec): Promise<void> {
  await define(page, spec)
  await press(page, 'Start', spec.name)
}

/** For the figures of a test run. */
function note(text: string): void {
  test.info().annotations.push({ type: 'measured', description: text })
  process.stdout.write(`      ${text}\n`)
}

function hasPython(): boolean {
  try {
    execFileSync('python3', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

test('a thread blocked in wait(60_000) ends within 200 ms of Stop', async ({ page }) => {
  await start(page, { kind: 'thread', name: 'Waits', workload: join(FIXTURES, 'workloads/waits.mjs') })
  await expectLines(page, ['Waits'], ['waiting'])
  await press(page, 'Stop', 'Waits')
  await cardSays(page, 'Waits', 'stopped')
  const { receipt } = await runOf(page, 'Waits')
  expect(receipt?.verdict).toBe('clean')
  const gone = receipt?.steps.find((step) => step.name === 'leader-gone')?.ms ?? Infinity
  note(`a thread in wait(60_000) was gone ${gone} ms after Stop`)
  expect(gone).toBeLessThan(200)
})

test('a busy thread becomes stuck after its patience, the window stays live, and Terminate ends it', async ({
  page,
}) => {
  const stopPolicy = [{ send: 'ask', patienceMs: 3_000 }] as const
  await start(page, { kind: 'thread', name: 'Busy', workload: 'lab/busy', stopPolicy })
  await start(page, { kind: 'generator', name: 'Beside', workload: 'lab/generator', pullEveryMs: 100 })
  await expectLines(page, ['Busy'], ['worker: up'])
  await press(page, 'Stop', 'Busy')
  await cardSays(page, 'Busy', /counts as stuck in [0-2]\.\d s/)
  // The countdown to it has its word too.
  await expect.poll(async () => (await runOf(page, 'Busy')).phase).toBe('stuck')
  await cardSays(page, 'Busy', 'stuck')
  const frames = await watchFrames(page)
  const before = (await linesOf(page, ['Beside'])).length
  await goTo(page, 'lab')
  await goTo(page, 'board')
  await expect.poll(async () => (await linesOf(page, ['Beside'])).length).toBeGreaterThan(before + 5)
  note(`beside a stuck thread the longest gap between two frames was ${(await frames()).longestGapMs} ms`)
  await cardSays(page, 'Busy', 'stuck')
  await press(page, 'Terminate', 'Busy')
  await cardSays(page, 'Busy', 'terminated')
})

for (const [how, workload] of [
  ['objects', 'lab/memory-hog'],
  ['one array', join(FIXTURES, 'own-modules/hoards-in-array.mjs')],
  ['one map', join(FIXTURES, 'own-modules/hoards-in-map.mjs')],
] as const) {
  test(`a worker that exhausts its heap with ${how} fails its run, and the app goes on`, async ({ page }) => {
    test.setTimeout(120_000)
    await start(page, { kind: 'process', name: 'Bystander', command: 'sleep', args: ['1000'] })
    const bystander =
      (await expect.poll(async () => (await runOf(page, 'Bystander')).pid).toBeGreaterThan(0),
      await runOf(page, 'Bystander'))
    await start(page, { kind: 'thread', name: 'Hog', workload })
    await cardSays(page, 'Hog', 'failed', 90_000)
    const { receipt } = await runOf(page, 'Hog')
    note(`${how}: ${inWords(receipt?.failure)}`)
    expect(inWords(receipt?.failure)).toMatch(/memory|heap/i)
    await (await openReceipt(page, 'Hog')).getByText(inWords(receipt?.failure)).first().waitFor()
    await goTo(page, 'board')
    expect((await runOf(page, 'Bystander')).pid).toBe(bystander.pid)
    expect((await runOf(page, 'Bystander')).phase).toBe('running')
    await start(page, { kind: 'thread', name: 'Afterwards', workload: join(FIXTURES, 'workloads/waits.mjs') })
    await expectLines(page, ['Afterwards'], ['waiting'])
  })
}

const HANDLER = `import signal, sys, time
def leave(*_):
    time.sleep(0.3)
    sys.exit(0)
signal.signal(signal.SIGTERM, leave)
print("python: up", flush=True)
while True: time.sleep(60)`
const IGNORER = `import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("python: up", flush=True)
while True: time.sleep(60)`

test('python3 with a handler of 300 ms ends clean, with the measured time', async ({ page }) => {
  test.skip(!hasPython(), 'there is no python3 here')
  await start(page, { kind: 'process', name: 'Handler', command: 'python3', args: ['-c', HANDLER] })
  await expectLines(page, ['Handler'], ['python: up'])
  await press(page, 'Stop', 'Handler')
  await cardSays(page, 'Handler', /clean, \d+ ms/i)
  const { receipt } = await runOf(page, 'Handler')
  expect(receipt?.verdict).toBe('clean')
  expect(receipt?.exit).toEqual({ code: 0, signal: null })
  const gone = receipt?.steps.find((step) => step.name === 'leader-gone')?.ms ?? 0
  note(`python3 with a handler of 300 ms: ${receipt ? receiptSummary(receipt) : ''}`)
  expect(gone).toBeGreaterThanOrEqual(300)
  expect(gone).toBeLessThan(1_000)
})

test('python3 that ignores SIGTERM is forced, and the receipt has both steps', async ({ page }) => {
  test.skip(!hasPython(), 'there is no python3 here')
  const stopPolicy = [
    { send: 'SIGTERM', patienceMs: 1_000 },
    { send: 'SIGKILL', patienceMs: 2_000 },
  ] as const
  await start(page, { kind: 'process', name: 'Ignorer', command: 'python3', args: ['-c', IGNORER], stopPolicy })
  await expectLines(page, ['Ignorer'], ['python: up'])
  await press(page, 'Stop', 'Ignorer')
  await cardSays(page, 'Ignorer', /forced after 1\.\d s/i)
  const { receipt } = await runOf(page, 'Ignorer')
  expect(receipt?.ladder.map((step) => step.send)).toEqual(['SIGTERM', 'SIGKILL'])
  expect(receipt?.exit?.signal).toBe('SIGKILL')
  const opened = await openReceipt(page, 'Ignorer')
  await expect(opened).toContainText('SIGTERM')
  await expect(opened).toContainText('SIGKILL')
  note(`python3 that ignores SIGTERM: ${receipt ? receiptSummary(receipt) : ''}`)
})

test('a sleeper in a session of its own is ended, and the receipt names it', async ({ page }) => {
  await start(page, {
    kind: 'process',
    name: 'Setsid',
    command: 'sh',
    args: ['-c', 'setsid sleep 1000 & echo sleeper started; wait'],
  })
  await expectLines(page, ['Setsid'], ['sleeper started'])
  await press(page, 'Stop', 'Setsid')
  await cardSays(page, 'Setsid', 'stopped')
  const { receipt } = await runOf(page, 'Setsid')
  expect(receipt?.survivors.map((one) => one.command)).toEqual(['sleep 1000'])
  for (const { pid, startTime } of receipt?.survivors ?? []) expect(await isAlive(pid, startTime)).toBe(false)
  await expect(await openReceipt(page, 'Setsid')).toContainText('sleep 1000')
  note(`sh -c 'setsid sleep 1000 & wait': ${receipt ? receiptSummary(receipt) : ''}`)
})

const MANY = 100
const LONGEST_FRAME_MS = 200
/** Beyond this much waiting work for each core a frame is late because the page does not get to run at all. */
const BUSY_LOAD = 1.5

test(`${MANY} process tasks start and stop together: all gone, all clean, and the board goes on drawing`, async ({
  page,
}) => {
  test.setTimeout(120_000)
  await page.evaluate(async (count) => {
    for (let n = 1; n <= count; n += 1) {
      await window.quiesce.saveTask({
        spec: { kind: 'process', name: `Many ${String(n)}`, command: 'sleep', args: ['1000'] },
      })
    }
  }, MANY)
  await expect(card(page, `Many ${MANY}`)).toBeVisible()
  const frames = await watchFrames(page)
  const startedAt = Date.now()
  await page.evaluate(async () => {
    const held = await window.quiesce.getSnapshot()
    if (!held.ok) throw new Error(held.problem.message)
    await Promise.all(held.value.tasks.map((task) => window.quiesce.startTask({ taskId: task.id })))
  })
  await expect(page.getByRole('main')).toContainText(`${MANY} running`)
  const runningAt = Date.now()
  await page.getByRole('button', { name: 'Stop all', exact: true }).click()
  await expect(page.getByRole('link', { name: /^Ended/ })).toContainText(String(MANY), { timeout: 60_000 })
  const endedAt = Date.now()
  const seen = await frames()
  note(`${MANY} tasks: started in ${runningAt - startedAt} ms, stopped in ${endedAt - runningAt} ms`)
  note(`longest gap between two frames ${seen.longestGapMs} ms; long frames: ${seen.longFrames.join(', ') || 'none'}`)
  const verdicts = await page.evaluate(async () => {
    const held = await window.quiesce.getSnapshot()
    return held.ok ? held.value.runs.map((run) => run.receipt?.verdict) : []
  })
  expect(verdicts).toHaveLength(MANY)
  expect(new Set(verdicts)).toEqual(new Set(['clean']))
  // It stays over every page until it is closed.
  await page.getByRole('button', { name: 'Close the receipt for all' }).click()
  const load = (loadavg()[0] ?? 0) / availableParallelism()
  note(`work waiting for each core: ${load.toFixed(1)}`)
  expect(Math.max(0, ...seen.longFrames)).toBeLessThan(load > BUSY_LOAD ? 10 * LONGEST_FRAME_MS : LONGEST_FRAME_MS)
})
