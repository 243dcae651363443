import { expect, type Page } from '@playwright/test'
import { card, cardSays, goTo, press } from './board'
import { expectLines } from './cleanup-log'
import type { LabRow } from './lab-rows'

/** Starts a row of the lab on the lab's page, and goes to its cards on the board. */
export async function startRow(page: Page, row: LabRow): Promise<void> {
  await goTo(page, 'lab')
  await page.getByRole('button', { name: `Start ${row.title}`, exact: true }).click()
  await goTo(page, 'board')
  for (const name of row.tasks) await expect(card(page, name)).toBeVisible()
}

/** Presses what the row says once its first lines are there, and waits for all of its lines and outcomes. */
export async function endRow(page: Page, row: LabRow): Promise<void> {
  await expectLines(page, row.tasks, row.before)
  for (const { action, name, then } of row.presses) {
    await press(page, action, name)
    if (then !== undefined) await expectLines(page, [name], [then])
  }
  await expectLines(page, row.tasks, row.lines)
  for (const [name, outcome] of Object.entries(row.outcomes)) await cardSays(page, name, outcome)
}
