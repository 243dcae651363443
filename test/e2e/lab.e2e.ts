import type { Page } from '@playwright/test'
import { card, cardSays, closeRun, openReceipt, press } from './support/board'
import { linePattern, linesOf, readLog } from './support/cleanup-log'
import { define, runOf } from './support/define'
import { LAB_ROWS, type LabRow } from './support/lab-rows'
import { endRow, startRow } from './support/lab-walk'
import { STUBBORN } from './support/programs'
import { boardTest as test, expect } from './support/quiesce-test'

async function readReceipts(page: Page, row: LabRow): Promise<void> {
  for (const [name, wanted] of Object.entries(row.receipts)) {
    const receipt = await openReceipt(page, name)
    for (const words of wanted) await expect(receipt).toContainText(words)
    await closeRun(page)
  }
  const lines = await linesOf(page, row.tasks)
  for (const line of row.absent) expect(lines.filter((text) => linePattern(line).test(text))).toEqual([])
}

for (const row of LAB_ROWS) {
  test(`${row.heading} shows its lines in order, its outcome and its receipt`, async ({ page }) => {
    await startRow(page, row)
    await endRow(page, row)
    await readReceipts(page, row)
    if (row.title === 'Timer') {
      // Its ten seconds have to pass before its line can be said not to have appeared.
      await page.waitForTimeout(10_500)
      expect(await linesOf(page, row.tasks)).not.toContain('timer: fired')
    }
    if (row.title === 'Coroutine') {
      const [cleanup] = (await runOf(page, 'Coroutine')).receipt?.cleanups ?? []
      const took = (cleanup?.finishedMs ?? 0) - (cleanup?.startedMs ?? 0)
      expect(took).toBeGreaterThan(900)
      expect(took).toBeLessThan(1_600)
    }
    if (row.title === 'Futures on one worker') {
      const pending = (await readLog(page)).filter((entry) => entry.name === 'Pending future')
      expect(pending.map((entry) => entry.type)).not.toContain('run-started')
    }
  })
}

test('a stubborn process counts down to SIGKILL on its card, and "Stop now" does not wait for it', async ({ page }) => {
  // The demo's own three seconds are waited out above. Here they are so many that they can be seen to pass.
  const stopPolicy = [
    { send: 'SIGTERM', patienceMs: 60_000 },
    { send: 'SIGKILL', patienceMs: 2_000 },
  ] as const
  await define(page, { kind: 'process', name: 'Stubborn', command: '/bin/sh', args: ['-c', STUBBORN], stopPolicy })
  await press(page, 'Start', 'Stubborn')
  await cardSays(page, 'Stubborn', 'ready')
  await press(page, 'Stop', 'Stubborn')
  const left = async (): Promise<number> => {
    const said = (await card(page, 'Stubborn').innerText()).replaceAll(/\s+/g, ' ')
    return Number(/SIGTERM sent · SIGKILL in (\d+\.\d) s/.exec(said)?.[1] ?? NaN)
  }
  await expect.poll(left).toBeLessThan(60)
  const seen = await left()
  await expect.poll(left).toBeLessThan(seen - 1)
  await page.getByRole('button', { name: 'Stop now Stubborn' }).click()
  await cardSays(page, 'Stubborn', /forced after \d+\.\d s/i)
  expect((await runOf(page, 'Stubborn')).receipt?.totalMs).toBeLessThan(60_000)
})
