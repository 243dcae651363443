import type { Page } from '@playwright/test'
import { button, card, cardSays, press } from './support/board'
import { define } from './support/define'
import { focusedName, pressKey, tabTo } from './support/keyboard'
import type { Launched } from './support/launch'
import { expect, test } from './support/quiesce-test'
import { openTooltip, watchTooltips } from './support/tooltips'
import { showAt } from './support/zoom'

const WIDE = { width: 1_280, height: 800 }
const NARROW = { width: 900, height: 600 }

/** Two beside each other, so that a narrow window has them in other rows. */
async function stoppedByMouse({ page }: Launched): Promise<void> {
  for (const name of ['First', 'Second', 'Third']) await define(page, { kind: 'thread', name, workload: 'lab/ticker' })
  await press(page, 'Start', 'Third')
  await cardSays(page, 'Third', 'running')
  await press(page, 'Stop', 'Third')
  await cardSays(page, 'Third', 'stopped')
  await expect.poll(() => focusedName(page)).toBe('Stop Third')
  await leaveAlone(page)
}

/** The mouse lies where nothing has a tooltip. */
async function leaveAlone(page: Page): Promise<void> {
  await page.mouse.move(WIDE.width / 4, 30)
  await expect(page.getByRole('tooltip')).toHaveCount(0)
}

test('a focus that the mouse made and a resize gave back opens no tooltip, and Tab still does', async ({
  quiesce,
  page,
}) => {
  await showAt(quiesce, WIDE, 1)
  await stoppedByMouse(quiesce)
  await button(page, 'Stop', 'Third').evaluate((element) => element.setAttribute('data-before', ''))
  const opened = await watchTooltips(page)
  await showAt(quiesce, NARROW, 1)
  await expect(page.locator('[data-before]')).toHaveCount(0)
  await expect.poll(() => focusedName(page)).toBe('Stop Third')
  expect(await opened()).toEqual([])

  await pressKey(page, 'Tab')
  await expect(openTooltip(page)).toHaveCount(1)
  await tabTo(page, 'Stop Third', 'Shift+Tab')
  await expect(openTooltip(page)).toContainText('The run has already ended')
  await expect(card(page, 'Third')).toBeVisible()
})

test('a menu that is closed by mouse or by keys opens no tooltip on its button', async ({ quiesce, page }) => {
  await showAt(quiesce, WIDE, 1)
  await stoppedByMouse(quiesce)
  const more = page.getByRole('button', { name: 'More for Third' })
  await more.click()
  await expect(page.getByRole('menu')).toBeVisible()
  await page.mouse.move(WIDE.width / 4, 30)
  const opened = await watchTooltips(page)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('menu')).toHaveCount(0)
  await expect(more).toBeFocused()
  expect(await opened()).toEqual([])
  await pressKey(page, 'Shift+Tab')
  await tabTo(page, 'More for Third')
  await expect(openTooltip(page)).toContainText('More')
})
