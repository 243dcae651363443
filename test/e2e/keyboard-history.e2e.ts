import type { Page } from '@playwright/test'
import { cardSays } from './support/board'
import { define, runOf } from './support/define'
import { focusedName, menuAt, pressKey, tabTo } from './support/keyboard'
import { boardTest as test, expect } from './support/quiesce-test'

/** Started and ended from its card: `s` stops, `t` terminates. */
async function runOnce(page: Page, name: string, key: 's' | 't'): Promise<void> {
  await pressKey(page, 'r')
  await cardSays(page, name, 'running')
  await pressKey(page, key)
  // What the card does not show yet its keys do not do.
  await cardSays(page, name, /stopped|terminated/i)
  await expect.poll(async () => (await runOf(page, name)).receipt?.control).toBe(key === 's' ? 'stop' : 'terminate')
}

/** Takes a run of the list, 0 is the newest. By its place: two that ended in one second are called alike. */
async function runAt(page: Page, list: string, place: number): Promise<void> {
  const wanted = await page.getByRole('combobox', { name: list }).locator('option').nth(place).getAttribute('value')
  await tabTo(page, list)
  await pressKey(page, 'Home')
  await pressKey(page, 'ArrowDown', place)
  await expect(page.getByRole('combobox', { name: list })).toHaveValue(wanted ?? '')
}

test('two earlier runs are chosen and compared, one of them is opened, and the way leads back, by keys', async ({
  page,
}) => {
  test.setTimeout(90_000)
  await define(page, { kind: 'process', name: 'Again', command: 'sleep', args: ['1000'] })
  await tabTo(page, 'Again')
  for (const key of ['s', 't', 's'] as const) await runOnce(page, 'Again', key)
  await pressKey(page, 'Enter')
  await expect.poll(() => focusedName(page)).toBe('Opened run: Again')
  await tabTo(page, /^(Output|Receipt)$/)
  await pressKey(page, 'End')
  await expect(page.getByRole('tab', { name: 'Earlier runs', selected: true })).toBeVisible()
  const runs = page.getByRole('list', { name: 'All runs, the newest first' }).getByRole('link')
  await expect(runs).toHaveCount(3)
  const table = page.getByRole('region', { name: 'Two ends compared' })
  const verdicts = table.getByRole('row', { name: /Verdict/ })
  await runAt(page, 'The one', 2)
  await runAt(page, 'The other', 1)
  await expect(verdicts).toHaveText('VerdictCleanForced')
  await runAt(page, 'The one', 0)
  // The older one stands first, whichever was chosen first.
  await expect(verdicts).toHaveText('VerdictForcedClean')

  const address = (await runs.last().getAttribute('href')) ?? ''
  const back = (await runs.first().getAttribute('href')) ?? ''
  await tabTo(page, /clean/i)
  await pressKey(page, 'Tab', 2)
  await pressKey(page, 'Enter')
  await expect.poll(() => page.url()).toContain(address)
  await expect.poll(() => focusedName(page)).toBe('Opened run: Again')
  await expect(page.getByRole('region', { name: 'Receipt of Again' })).toContainText('Clean')
  await tabTo(page, 'Receipt')
  await pressKey(page, 'End')
  await expect(runs).toHaveCount(3)
  await tabTo(page, 'The other')
  await tabTo(page, /clean/i)
  await pressKey(page, 'Enter')
  await expect.poll(() => page.url()).toContain(back)
  await pressKey(page, 'Escape')
  await expect.poll(() => focusedName(page)).toBe('Again')
})

test('the command line is copied from the menu of a card by keys', async ({ quiesce, page }) => {
  await define(page, { kind: 'process', name: 'Line', command: 'sleep', args: ['1000'] })
  await tabTo(page, 'Line')
  await pressKey(page, 'r')
  await cardSays(page, 'Line', 'running')
  await menuAt(page, 'More for Line', 'Copy command line')
  await expect.poll(() => quiesce.app.evaluate(({ clipboard }) => clipboard.readText())).toContain('sleep 1000')
  await expect.poll(() => focusedName(page)).toBe('More for Line')
})
