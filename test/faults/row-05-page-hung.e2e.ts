import { expect, test } from '../e2e/support/quiesce-test'
import { isAlive, snapshotOf, startProgram } from '../e2e/support/programs'

const FLOOD = 'trap "exit 0" TERM; echo ready; while :; do echo 0123456789012345678901234567890123456789; done'
const HUNG_MS = 5_000
/** The engine keeps a few megabytes for each run, and the queue for a page holds two thousand events. */
const MOST_GROWTH = 150e6

test('row 05: a page that hangs for five seconds neither fills main nor keeps it from stopping a run', async ({
  quiesce,
  page,
}) => {
  const { pid, runId } = await startProgram(quiesce, 'Flood', FLOOD)
  const memory = (): Promise<number> => quiesce.app.evaluate(() => process.memoryUsage.rss())
  const before = await memory()
  const awake = page.evaluate((ms) => {
    const until = performance.now() + ms
    while (performance.now() < until);
    return performance.now()
  }, HUNG_MS)
  let isAwake = false
  void awake.then(() => (isAwake = true))
  let most = 0
  // Main is watched for as long as the page hangs, but for the last second, in which the stop is asked.
  const lookUntil = performance.now() + HUNG_MS - 2_500
  while (performance.now() < lookUntil) most = Math.max(most, await memory())
  expect(most - before).toBeLessThan(MOST_GROWTH)
  await quiesce.app.evaluate(({ Menu }) => {
    const items = Menu.getApplicationMenu()?.items.flatMap((item) => item.submenu?.items ?? []) ?? []
    items.find((item) => /^Stop All/.test(item.label))?.click()
  })
  await expect.poll(() => isAlive(pid), { timeout: 2_000, intervals: [50] }).toBe(false)
  expect(isAwake, 'the run was gone before the page woke up').toBe(false)
  await awake
  await expect
    .poll(async () => (await snapshotOf(quiesce)).runs)
    .toMatchObject([{ id: runId, phase: 'ended', outcome: 'stopped' }])
  // The page goes on where it was, and takes what it missed.
  await expect(page.getByRole('article').first()).toContainText(/stopped/i)
})
