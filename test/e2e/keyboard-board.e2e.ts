import type { Page } from '@playwright/test'
import { card, cardSays } from './support/board'
import { define, runOf } from './support/define'
import {
  choose,
  expectFocusSeen,
  focusedName,
  menuAt,
  optionAt,
  pressAt,
  pressKey,
  radioBeside,
  tabTo,
} from './support/keyboard'
import { boardTest as test, expect } from './support/quiesce-test'
import { openTooltip } from './support/tooltips'

const TICKER = { kind: 'thread', workload: 'lab/ticker' } as const
const DEAF = {
  kind: 'process',
  command: 'sh',
  args: ['-c', `trap 'echo no' TERM; echo up; while :; do sleep 0.1; done`],
  stopPolicy: [
    { send: 'SIGTERM', patienceMs: 60_000 },
    { send: 'SIGKILL', patienceMs: 2_000 },
  ],
} as const

async function startByKeys(page: Page, name: string): Promise<void> {
  await tabTo(page, name)
  await pressKey(page, 'r')
  await cardSays(page, name, 'running')
}

test('every button of a card works by Tab and Enter, and the focus stays on the card', async ({ page }) => {
  await define(page, { ...TICKER, name: 'Buttons' })
  await pressAt(page, 'Start Buttons')
  await cardSays(page, 'Buttons', 'running')
  await pressAt(page, 'Stop Buttons')
  await cardSays(page, 'Buttons', 'stopped')
  await expectFocusSeen(page, 'the end of the run')
  await tabTo(page, 'Start Buttons', 'Shift+Tab')
  await pressKey(page, ' ')
  await cardSays(page, 'Buttons', 'running')
  const before = (await runOf(page, 'Buttons')).id
  await pressAt(page, 'Restart Buttons')
  await expect.poll(async () => (await runOf(page, 'Buttons')).id).not.toBe(before)
  await expect.poll(async () => (await runOf(page, 'Buttons')).phase).toBe('running')
  await pressAt(page, 'Terminate Buttons')
  await cardSays(page, 'Buttons', 'terminated')
  // Not offered: it keeps the focus, does nothing, and says why.
  await pressAt(page, 'Cancel Buttons')
  await expect(openTooltip(page)).toContainText('The run has already ended')
  await pressAt(page, 'Dismiss Buttons')
  await cardSays(page, 'Buttons', 'not started')
  await expect.poll(() => focusedName(page)).toContain('Buttons')
})

test('the focus stays on a card whose Restart goes because the run ends by itself', async ({ page }) => {
  await define(page, { kind: 'process', name: 'Short', command: 'sh', args: ['-c', 'read line'] })
  await startByKeys(page, 'Short')
  await tabTo(page, 'Restart Short')
  await page.evaluate(async () => {
    const held = await window.quiesce.getSnapshot()
    const run = held.ok ? held.value.runs.find((one) => one.name === 'Short') : undefined
    if (run !== undefined) await window.quiesce.writeInput({ runId: run.id, text: '', closeInput: true })
  })
  await cardSays(page, 'Short', /Failed|Completed/)
  await expectFocusSeen(page, 'the end of the run')
  await expect.poll(() => focusedName(page)).toContain('Short')
})

test('a stop is hurried by keys: Stop now on the card', async ({ page }) => {
  await define(page, { ...DEAF, name: 'Deaf' })
  await startByKeys(page, 'Deaf')
  await cardSays(page, 'Deaf', 'up')
  await pressKey(page, 's')
  await cardSays(page, 'Deaf', /SIGTERM sent/)
  await pressAt(page, /^Stop now Deaf/)
  await cardSays(page, 'Deaf', /Stopped/)
  await expectFocusSeen(page, 'the end of the hurried run')
})

test('every line of a card’s menu does its work, and its letters press no button of the card', async ({ page }) => {
  await define(page, { kind: 'process', name: 'Lines', command: 'sleep', args: ['1000'] })
  await startByKeys(page, 'Lines')
  const first = (await runOf(page, 'Lines')).id
  await tabTo(page, 'More for Lines')
  await pressKey(page, 'Enter')
  await expect(page.getByRole('menu')).toBeVisible()
  for (const letter of ['t', 's']) await pressKey(page, letter)
  await pressKey(page, 'Escape')
  await expect.poll(() => focusedName(page)).toBe('More for Lines')
  expect((await runOf(page, 'Lines')).phase).toBe('running')

  await menuAt(page, 'More for Lines', 'Copy command line')
  await expect(page.getByText(/Command line.*copied/i).first()).toBeVisible()
  await menuAt(page, 'More for Lines', 'Restart')
  await expect.poll(async () => (await runOf(page, 'Lines')).id).not.toBe(first)
  await cardSays(page, 'Lines', 'running')
  for (const [item, tab] of [
    ['Open output', 'Output'],
    ['Open receipt', 'Receipt'],
  ] as const) {
    await menuAt(page, 'More for Lines', item)
    await expect(page.getByRole('tab', { name: tab, selected: true })).toBeVisible()
    await expect.poll(() => focusedName(page)).toBe('Opened run: Lines')
    await pressKey(page, 'Escape')
    await expect.poll(() => focusedName(page)).toBe('Lines')
  }
  await menuAt(page, 'More for Lines', 'Edit task')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Lines')
  await choose(page, 'Board')
  await tabTo(page, 'Lines')
  await pressKey(page, 't')
  await cardSays(page, 'Lines', 'terminated')
})

test('a card that is deleted or dismissed gives the focus to its neighbour', async ({ page }) => {
  for (const name of ['Left', 'Middle', 'Right']) await define(page, { ...TICKER, name })
  await tabTo(page, 'Right')
  await pressKey(page, 'ArrowRight')
  await expect.poll(() => focusedName(page)).toBe('Middle')
  await menuAt(page, 'More for Middle', 'Delete task')
  await expect(card(page, 'Middle')).toHaveCount(0)
  await expectFocusSeen(page, 'deleting a card')
  await expect.poll(() => focusedName(page)).toMatch(/^(Left|Right)$/)
})

test('the toolbar searches, orders, groups, and changes to the list and back', async ({ page }) => {
  for (const name of ['Alder', 'Birch']) await define(page, { ...TICKER, name })
  await pressKey(page, '/')
  await expect.poll(() => focusedName(page)).toBe('Search tasks')
  await page.keyboard.type('bir')
  await expect(card(page, 'Alder')).toHaveCount(0)
  await page.keyboard.press('Control+a')
  await pressKey(page, 'Delete')
  await expect(card(page, 'Alder')).toBeVisible()
  await optionAt(page, 'Order', 'By name')
  await expect(page.getByRole('article').first()).toHaveAccessibleName('Alder')
  await optionAt(page, 'Groups', 'Group by kind')
  await expect(page.getByRole('heading', { name: 'Thread' })).toBeVisible()
  await optionAt(page, 'Groups', 'No groups')
  await optionAt(page, 'Order', 'Newest first')
  await tabTo(page, 'Cards')
  await radioBeside(page, 'ArrowRight', 'List')
  await startByKeys(page, 'Birch')
  await pressKey(page, 'ArrowDown')
  await expect.poll(() => focusedName(page)).toBe('Alder')
  await startByKeys(page, 'Alder')
  await pressKey(page, 'Home')
  await expect.poll(() => focusedName(page)).toBe('Birch')
  await tabTo(page, 'List', 'Shift+Tab')
  await radioBeside(page, 'ArrowLeft', 'Cards')
  await pressAt(page, 'Stop all')
  const receipt = page.getByRole('region', { name: 'Receipt for all' })
  await expect(receipt).toContainText('2 clean')
  await pressAt(page, 'Close the receipt for all')
  await expect(receipt).toBeHidden()
})

test('the filters of the side bar are links, and an empty one says what would be there', async ({ page }) => {
  await define(page, { ...TICKER, name: 'Filtered' })
  await startByKeys(page, 'Filtered')
  for (const [filter, heading] of [
    [/^Running/, 'Running'],
    [/^Needs attention/, 'Needs attention'],
    [/^Ended/, 'Ended'],
    [/^All \d|^All\d/, 'Board'],
  ] as const) {
    await pressAt(page, filter)
    await expect(page.getByRole('heading', { name: heading, level: 1 })).toBeVisible()
  }
  // Stopped under the filter “Running”, the card goes and the focus does not.
  await pressAt(page, /^Running/)
  await tabTo(page, 'Filtered')
  await pressKey(page, 's')
  await expect(card(page, 'Filtered')).toHaveCount(0)
  await expectFocusSeen(page, 'a stop that takes the card out of the filter')
  await choose(page, 'Board')
})

test('a selection is made up to a card, terminated, restarted and let go', async ({ page }) => {
  for (const name of ['C', 'B', 'A']) {
    await define(page, { ...TICKER, name: `Sel ${name}` })
  }
  await tabTo(page, 'Sel A')
  const bar = page.getByRole('region', { name: 'Selected cards' })
  await pressKey(page, ' ')
  await expect(bar).toContainText('1 selected')
  await pressKey(page, 'ArrowRight', 2)
  await expect.poll(() => focusedName(page)).toBe('Sel C')
  await pressKey(page, 'Shift+ ')
  await expect(bar).toContainText('3 selected')
  await pressAt(page, 'Restart selected')
  for (const name of ['A', 'B', 'C']) await cardSays(page, `Sel ${name}`, 'running')
  await pressAt(page, 'Terminate selected')
  for (const name of ['A', 'B', 'C']) await cardSays(page, `Sel ${name}`, 'terminated')
  await pressAt(page, 'Close the receipt for all')
  await pressAt(page, 'Select none')
  await expect(bar).toBeHidden()
  await expectFocusSeen(page, 'letting the selection go')
})

test('the log under the board is shown, hidden, scrolled and opened by keys', async ({ page }) => {
  await define(page, { ...TICKER, name: 'Logged' })
  await tabTo(page, /^(Hide|Show) the log$/)
  const shown = (await focusedName(page)) === 'Hide the log'
  await pressKey(page, 'Enter')
  await expect.poll(() => focusedName(page)).toBe(shown ? 'Show the log' : 'Hide the log')
  await pressKey(page, 'Enter')
  await tabTo(page, 'Open the log', 'Shift+Tab')
  await pressKey(page, 'Enter')
  await expect(page.getByRole('heading', { name: 'Cleanup log', level: 1 })).toBeVisible()
})

test('changes of phase are announced politely, and many at once are one sentence', async ({ page }) => {
  const told = page.getByRole('status', { name: 'Changes of phase' })
  await expect(told).toHaveAttribute('aria-live', 'polite')
  await define(page, { ...TICKER, name: 'Told' })
  await startByKeys(page, 'Told')
  await expect(told).toHaveText('Told is running.')
  await pressKey(page, 's')
  await expect(told).toContainText('Told has ended: stopped, clean.')
  for (const n of [1, 2, 3, 4]) await define(page, { ...TICKER, name: `Many ${n}` })
  await page.keyboard.press('Escape')
  await tabTo(page, /^Many \d$/)
  await page.keyboard.press('Control+a')
  await pressAt(page, 'Restart selected')
  await expect(told).toContainText(/[45] running\./)
  await pressAt(page, 'Stop selected')
  await expect(told).toContainText(/[45] (ended|stopping)\./)
  await pressAt(page, 'Close the receipt for all')
  await pressAt(page, 'Select none')
})

test('a tooltip shows the key that does the same', async ({ page }) => {
  await define(page, { ...TICKER, name: 'Tips' })
  await startByKeys(page, 'Tips')
  for (const [button, key] of [
    ['Stop Tips', 'S'],
    ['Terminate Tips', 'T'],
  ] as const) {
    await tabTo(page, button)
    await expect(openTooltip(page)).toContainText(key)
  }
  await tabTo(page, 'New task', 'Shift+Tab')
  await expect(openTooltip(page)).toContainText('N')
})
