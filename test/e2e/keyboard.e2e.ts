import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { card, cardSays } from './support/board'
import { define } from './support/define'
import { saveNextTo } from './support/dialogs'
import { choose, focusedName, tabTo } from './support/keyboard'
import { boardTest as test, expect } from './support/quiesce-test'

test('every page is reached by the palette alone', async ({ page }) => {
  for (const [words, heading] of [
    ['Lab: compare', 'Compare'],
    ['Settings', 'Settings'],
    ['Guide: which one to use?', /which one/i],
    ['Cleanup log', 'Cleanup log'],
    ['New task', 'New task'],
    ['Needs attention', 'Needs attention'],
  ] as const) {
    await choose(page, words)
    await expect(page.getByRole('heading', { name: heading, level: 1 })).toBeVisible()
    await expect.poll(() => page.evaluate(() => document.activeElement === document.body)).toBe(false)
  }
})

test('a card is started, stopped, opened and left by keys, and the focus is never lost', async ({ page }) => {
  await define(page, { kind: 'thread', name: 'Keys', workload: 'lab/ticker' })
  await expect(card(page, 'Keys')).toBeVisible()
  await tabTo(page, 'Keys')
  await page.keyboard.press('r')
  await cardSays(page, 'Keys', 'running')
  await expect.poll(() => focusedName(page)).toBe('Keys')
  await page.keyboard.press('s')
  await cardSays(page, 'Keys', 'stopped')
  await expect.poll(() => focusedName(page)).toBe('Keys')
  await page.keyboard.press('r')
  await cardSays(page, 'Keys', 'running')
  await page.keyboard.press('t')
  await cardSays(page, 'Keys', 'terminated')
  await page.keyboard.press('c')
  await expect(page.getByText('Cancel Keys: not now', { exact: true })).toBeVisible()
  await expect.poll(() => focusedName(page)).toBe('Keys')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Receipt of Keys' })).toBeVisible()
  await expect.poll(() => focusedName(page)).toContain('Opened run')
  await page.keyboard.press('Escape')
  await expect.poll(() => focusedName(page)).toBe('Keys')
})

test('the buttons and the menu of a card are reached by Tab, and give the focus back', async ({ page }) => {
  await define(page, { kind: 'process', name: 'Menu', command: 'sleep', args: ['1000'] })
  await expect(card(page, 'Menu')).toBeVisible()
  await tabTo(page, 'Menu')
  for (const name of ['Start Menu', 'Stop Menu', 'Terminate Menu', 'Cancel Menu']) await tabTo(page, name)
  await tabTo(page, 'More for Menu')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitem', { name: 'Edit task' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect.poll(() => focusedName(page)).toBe('More for Menu')
})

test('cards are selected by Space and Ctrl+A, stopped together, and have one receipt', async ({ page }) => {
  for (const name of ['A', 'B', 'C']) {
    await define(page, { kind: 'thread', name, workload: 'lab/ticker' })
    await expect(card(page, name)).toBeVisible()
    await card(page, name).focus()
    await page.keyboard.press('r')
    await cardSays(page, name, 'running')
  }
  await page.keyboard.press(' ')
  const bar = page.getByRole('region', { name: 'Selected cards' })
  await expect(bar).toContainText('1 selected')
  await page.keyboard.press('Control+a')
  await expect(bar).toContainText('3 selected')
  await tabTo(page, 'Stop selected')
  await page.keyboard.press('Enter')
  for (const name of ['A', 'B', 'C']) await cardSays(page, name, 'stopped')
  const receipt = page.getByRole('region', { name: 'Receipt for all' })
  await expect(receipt).toContainText('3 clean')
  await expect(receipt.getByRole('link')).toHaveCount(3)
  await tabTo(page, 'Close the receipt for all')
  await page.keyboard.press('Enter')
  await expect(receipt).toBeHidden()
  await card(page, 'A').focus()
  await page.keyboard.press('Escape')
  await expect(bar).toBeHidden()
})

test('the sheet of shortcuts opens by ?, closes by Esc, and gives the focus back', async ({ page }) => {
  await define(page, { kind: 'thread', name: 'Sheet', workload: 'lab/ticker' })
  await card(page, 'Sheet').focus()
  await page.keyboard.press('?')
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(sheet).toContainText('Stop all')
  // It is drawn before it takes keys.
  await expect(sheet).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(sheet).toBeHidden()
  await expect.poll(() => focusedName(page)).toBe('Sheet')
})

test('a receipt is saved as a picture by keys alone', async ({ quiesce, page }) => {
  const file = join(quiesce.dataDir, 'receipt.png')
  await saveNextTo(quiesce, file)
  await define(page, { kind: 'thread', name: 'Picture', workload: 'lab/ticker' })
  await card(page, 'Picture').focus()
  await page.keyboard.press('r')
  await cardSays(page, 'Picture', 'running')
  await page.keyboard.press('s')
  await cardSays(page, 'Picture', 'stopped')
  await page.keyboard.press('Enter')
  await tabTo(page, 'Save the receipt')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Receipt saved', { exact: true })).toBeVisible()
  const picture = await readFile(file)
  expect(picture.subarray(1, 4).toString()).toBe('PNG')
  expect(picture.readUInt32BE(16)).toBe(2_240)
})
