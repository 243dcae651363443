import type { Page } from '@playwright/test'
import { cardSays, closeRun, goTo, openReceipt, press } from './support/board'
import { linePattern, linesOf, readLog } from './support/cleanup-log'
import { runOf } from './support/define'
import { LAB_ROWS, type LabRow } from './support/lab-rows'
import { endRow, startRow } from './support/lab-walk'
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
  await goTo(page, 'lab')
  await page.getByRole('button', { name: 'Start Stubborn process', exact: true }).click()
  await goTo(page, 'board')
  // On its card, not in the log: there an earlier run has said the same.
  await cardSays(page, 'Stubborn process', /process: up, ignoring SIGTERM/)
  await press(page, 'Stop', 'Stubborn process')
  await cardSays(page, 'Stubborn process', /SIGTERM sent · SIGKILL in 2\.\d s/)
  await cardSays(page, 'Stubborn process', /SIGKILL in 1\.\d s/)
  await page.getByRole('button', { name: 'Stop now Stubborn process' }).click()
  await cardSays(page, 'Stubborn process', /forced after [12]\.\d s/i)
})
