import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { shortcutGroups } from '../../src/renderer/navigation/shortcuts'
import { cardSays } from './support/board'
import { define } from './support/define'
import { chooseNext, saveNextTo } from './support/dialogs'
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
  typeAt,
} from './support/keyboard'
import { launchQuiesce } from './support/launch'
import { boardTest as test, expect } from './support/quiesce-test'

async function runIds(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const held = await window.quiesce.getSnapshot()
    return held.ok ? held.value.runs.map((run) => run.id) : []
  })
}

const STACK = join(import.meta.dirname, '../fixtures/stacks/shop/quiesce.yaml')

test('a stack is opened, looked at, started, restarted, stopped, exported and closed by keys', async ({
  quiesce,
  page,
}) => {
  test.setTimeout(120_000)
  await chooseNext(quiesce, STACK)
  await choose(page, 'Open a stack…')
  const dialog = page.getByRole('dialog', { name: 'Open the stack “shop”?' })
  await expect(dialog).toBeVisible()
  await expectFocusSeen(page, 'the preview of a stack')
  await tabTo(page, 'Open stack')
  // The tooltip of the button before would take the key.
  await expect(page.getByRole('tooltip')).toHaveCount(0)
  await pressKey(page, 'Escape')
  await expect(dialog).toBeHidden()
  await expectFocusSeen(page, 'Escape in the preview')
  await choose(page, 'Open a stack…')
  await expect(dialog).toBeVisible()
  await pressAt(page, 'Open stack')
  await expect(page.getByRole('heading', { name: 'shop', level: 1 })).toBeVisible()
  await pressAt(page, 'Start all')
  const rows = page.getByRole('region', { name: 'Tasks in the order of their start' })
  await expect(rows.getByText('Ready', { exact: true })).toHaveCount(6, { timeout: 30_000 })
  await tabTo(page, 'db')
  await pressKey(page, 'Enter')
  await expect.poll(() => focusedName(page)).toBe('Opened run: db')
  await pressAt(page, /^shop\d/)
  const before = await runIds(page)
  await pressAt(page, 'Restart all')
  // Until they are asked the old ones stand there, ready.
  await expect.poll(async () => (await runIds(page)).filter((id) => !before.includes(id))).toHaveLength(6)
  await expect(rows.getByText('Ready', { exact: true })).toHaveCount(6, { timeout: 40_000 })
  await pressAt(page, 'Stop all')
  await expect(page.getByRole('region', { name: 'The last stop' })).toContainText('6 of 6 runs are gone', {
    timeout: 30_000,
  })
  await expectFocusSeen(page, 'the stop of the stack')
  const file = join(quiesce.dataDir, 'exported.yaml')
  await saveNextTo(quiesce, file)
  await menuAt(page, 'More for the stack shop', 'Export as quiesce.yaml…')
  await expect.poll(() => readFile(file, 'utf8').catch(() => '')).toContain('mail')
  await menuAt(page, 'More for the stack shop', 'Read the file again')
  await expect(dialog).toBeVisible()
  await pressKey(page, 'Escape')
  await menuAt(page, 'More for the stack shop', 'Show on the board')
  await expect(page.getByRole('heading', { name: 'Board', level: 1 })).toBeVisible()
  await optionAt(page, 'Stack', 'All stacks')
  await pressAt(page, /^shop\d/)
  await menuAt(page, 'More for the stack shop', 'Close stack')
  await expect(page.getByRole('link', { name: 'shop' })).toHaveCount(0)
  await expectFocusSeen(page, 'closing the stack')
  // Now that it is closed, the side bar's button is a menu of the recent files.
  await menuAt(page, 'Open a stack…', 'shop/quiesce.yaml')
  await expect(dialog).toBeVisible()
  await pressKey(page, 'Escape')
  await choose(page, 'Board')
})

test('the log is filtered by type, run and words, and exported, by keys', async ({ quiesce, page }) => {
  await define(page, { kind: 'process', name: 'Echo', command: 'echo', args: ['a needle'] })
  await tabTo(page, 'Echo')
  await pressKey(page, 'r')
  await cardSays(page, 'Echo', 'completed')
  await choose(page, 'Cleanup log')
  const log = page.getByRole('log', { name: 'Cleanup log' })
  await pressAt(page, 'Output')
  await expect(page.getByRole('button', { name: 'Output' })).toHaveAttribute('aria-pressed', 'true')
  await tabTo(page, 'Run')
  await pressKey(page, 'ArrowDown')
  await pressKey(page, 'Home')
  // In a list a letter looks for an option: the shortcut counts beside it.
  await tabTo(page, 'Output', 'Shift+Tab')
  await pressKey(page, '/')
  await expect.poll(() => focusedName(page)).toBe('Search the log')
  await page.keyboard.type('needle')
  await expect(log).toContainText('a needle')
  const file = join(quiesce.dataDir, 'log.txt')
  await saveNextTo(quiesce, file)
  await tabTo(page, 'Export', 'Shift+Tab')
  await pressKey(page, 'Enter')
  await expect.poll(() => readFile(file, 'utf8').catch(() => '')).toContain('a needle')
  await pressAt(page, 'Follow')
  await typeAt(page, 'Search the log', 'nothing has this')
  await expect(log).toContainText('No event passes these filters.')
  await tabTo(page, 'Cleanup log')
})

test('a lesson is read, its demo run, stopped and its receipt opened, by keys', async ({ page }) => {
  await choose(page, 'Lab')
  await expect(page.getByRole('heading', { name: 'Lab', level: 1 })).toBeVisible()
  await pressAt(page, 'Thread')
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('lab-thread')
  await pressAt(page, 'Start Ticker')
  await expect(page.getByRole('button', { name: 'Stop Ticker', exact: true })).toBeVisible()
  await expectFocusSeen(page, 'the start of a demo')
  await pressAt(page, 'Stop Ticker')
  await expect(page.getByRole('button', { name: 'Receipt of Ticker', exact: true })).toBeVisible()
  await expectFocusSeen(page, 'the end of a demo')
  await tabTo(page, /^In code/)
  await pressKey(page, 'Enter')
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-expanded'))).toBe('false')
  await pressKey(page, ' ')
  await pressAt(page, 'Receipt of Ticker')
  await expect.poll(() => focusedName(page)).toBe('Opened run: Ticker')
})

test('the comparison is predicted, started, pressed, read and ended by keys', async ({ page }) => {
  test.setTimeout(120_000)
  // A round that an earlier test pressed would take no prediction.
  await page.reload()
  await choose(page, 'Lab: compare')
  await optionAt(page, 'Prediction for Thread', 'Refused')
  await optionAt(page, 'Prediction for Timer', 'Never starts')
  await tabTo(page, /^Start (all nine|again)/)
  await pressKey(page, 'Enter')
  await expect(page.getByRole('listitem', { name: 'Generator' })).toContainText(/running/i)
  await tabTo(page, /^(Stop|Terminate|Cancel)$/)
  const control = await focusedName(page)
  if (control !== 'Cancel') await radioBeside(page, 'ArrowLeft', control === 'Stop' ? 'Cancel' : 'Stop')
  await pressAt(page, /^Press .* for all/)
  await expect(page.getByRole('listitem', { name: 'Coroutine', exact: true })).toContainText(/receipt/i, {
    timeout: 20_000,
  })
  await expectFocusSeen(page, 'pressing for all')
  await pressAt(page, /^End what is left/)
  await expect(page.getByRole('button', { name: 'Start again' })).not.toHaveAttribute('aria-disabled', 'true', {
    timeout: 20_000,
  })
  await expectFocusSeen(page, 'ending what is left')
  await pressAt(page, 'Open receipt of Coroutine')
  await expect.poll(() => focusedName(page)).toMatch(/^Opened run/)
})

test('the guide answers its questions by keys, and goes back', async ({ page }) => {
  await choose(page, 'Guide: which one to use?')
  await pressAt(page, 'Run code of mine')
  await expect.poll(() => focusedName(page)).toContain('Must it be possible')
  await pressAt(page, 'Yes, and without harm to the rest of my program')
  await expect.poll(() => focusedName(page)).toContain('process')
  await pressAt(page, 'One question back')
  await pressAt(page, 'Yes, and without harm to the rest of my program')
  await pressAt(page, 'Start over')
  await pressAt(page, 'Run code of mine')
  await pressAt(page, 'Yes, and without harm to the rest of my program')
  await pressAt(page, 'Make a task')
  await expect(page.getByRole('heading', { name: 'New task', level: 1 })).toBeVisible()
})

test('each setting is reached and changed by keys', async ({ page }) => {
  const settings = (): Promise<string> => page.evaluate(async () => JSON.stringify(await window.quiesce.getSettings()))
  await choose(page, 'Settings')
  await typeAt(page, 'Grace for a new command', '7')
  await expect.poll(settings).toContain('"graceMs":7000')
  await typeAt(page, 'Grace for a new command', '-1')
  await expect(page.getByText(/^Give a number from/)).toBeVisible()
  await typeAt(page, 'Grace for a new command', '5')
  await typeAt(page, 'Grace when Quiesce quits', '11')
  await expect.poll(settings).toContain('"quitGraceMs":11000')
  await typeAt(page, 'Grace when Quiesce quits', '10')
  await tabTo(page, 'System')
  await radioBeside(page, 'ArrowRight', 'Light')
  await radioBeside(page, 'ArrowLeft', 'System')
  for (const name of ['Tell me when a run fails or gets stuck', 'Start at login']) {
    await tabTo(page, name)
    await pressKey(page, ' ')
    await pressKey(page, ' ')
  }
  await typeAt(page, 'Shell', '/bin/no-such-shell')
  await pressAt(page, 'Use it')
  await expect(page.getByText(/expected a program/).first()).toBeVisible()
  await pressAt(page, 'Dismiss message')
  await typeAt(page, 'Shell', '/bin/sh')
  await pressKey(page, 'Enter')
  await typeAt(page, 'Keep ended runs', '20')
  await expect.poll(settings).toContain('"keepDays":20')
  await typeAt(page, /^Keep (output )?up to$/, '400')
  await expect.poll(settings).toContain('"keepMegabytes":400')
})

test('a message is reached and dismissed by keys, and the focus goes back to where it was', async ({ page }) => {
  // What a test before was told would be dismissed first.
  const dismiss = page.getByRole('button', { name: 'Dismiss message' })
  await dismiss.evaluateAll((buttons: HTMLElement[]) => buttons.forEach((button) => button.click()))
  await expect(dismiss).toHaveCount(0)
  await define(page, { kind: 'thread', name: 'Toast', workload: 'lab/ticker' })
  await tabTo(page, 'Toast')
  await pressKey(page, 'c')
  await expect(page.getByText('Cancel Toast: not now', { exact: true })).toBeVisible()
  await pressKey(page, 'F8')
  await pressAt(page, 'Dismiss message')
  await expect(page.getByText('Cancel Toast: not now', { exact: true })).toBeHidden()
  await expect.poll(() => focusedName(page)).toBe('Toast')
})

test('a banner is reached and dismissed by keys, and the focus goes on', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'quiesce-banner-'))
  await writeFile(join(dataDir, 'settings.json'), 'not the settings')
  const { page, close } = await launchQuiesce({ dataDir })
  const notices = page.getByRole('status', { name: 'Notices' })
  await expect(notices).toContainText('The settings are the default ones')
  await pressAt(page, 'Dismiss notice')
  await expect(notices).not.toContainText('The settings are the default ones')
  await expectFocusSeen(page, 'dismissing a banner')
  await close()
  await rm(dataDir, { recursive: true, force: true })
})

test('the help sheet is the list of shortcuts, and every key of the menu stands on it', async ({ quiesce, page }) => {
  await pressKey(page, 'Tab')
  await pressKey(page, '?')
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(sheet).toBeFocused()
  const shown = await sheet.locator('dl > div').evaluateAll((rows) =>
    rows.map((row) => ({
      text: row.querySelector('dt')?.textContent ?? '',
      keys: [...row.querySelectorAll('dd .sr-only')].map((key) => key.textContent),
    })),
  )
  const listed = shortcutGroups('linux').flatMap(({ shortcuts }) => shortcuts)
  expect(shown).toEqual(listed.map(({ text, keys }) => ({ text, keys: [...keys] })))
  await pressKey(page, 'Escape')
  await expect(sheet).toBeHidden()
  const accelerators = await quiesce.app.evaluate(({ Menu }) => {
    const all = (items: readonly Electron.MenuItem[]): readonly string[] =>
      items.flatMap((item) => [...(item.accelerator ? [item.accelerator] : []), ...all(item.submenu?.items ?? [])])
    return all(Menu.getApplicationMenu()?.items ?? [])
  })
  const keys = new Set(listed.flatMap((one) => one.keys))
  const unlisted = accelerators
    .map((one) => one.replace(/CmdOrCtrl|CommandOrControl/, 'Ctrl').replaceAll('+', ' '))
    .map((one) => one.replace(/Left$/, '←').replace(/Right$/, '→'))
    .filter((one) => !keys.has(one))
  expect(unlisted).toEqual([])
})

test('Alt and an arrow go back and forward, from a card too, and under a question they do nothing', async ({
  page,
}) => {
  await define(page, { kind: 'thread', name: 'Visited', workload: 'lab/ticker' })
  const title = (name: string) => page.getByRole('heading', { name, level: 1 })
  await choose(page, 'Guide: which one to use?')
  await choose(page, 'Settings')
  await expect(title('Settings')).toBeVisible()
  await pressKey(page, 'Alt+ArrowLeft')
  await expect(title('Which one to use?')).toBeVisible()
  await pressKey(page, 'Alt+ArrowLeft')
  await tabTo(page, 'Visited')
  await pressKey(page, 'Alt+ArrowRight')
  await expect(title('Which one to use?')).toBeVisible()
  await expectFocusSeen(page, 'going forward')
  await pressKey(page, '?')
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(sheet).toBeFocused()
  const here = page.url()
  await page.keyboard.press('Alt+ArrowLeft')
  await pressKey(page, 'Escape')
  await expect(sheet).toBeHidden()
  expect(page.url()).toBe(here)
  await choose(page, 'Go forward again')
  await expect(title('Settings')).toBeVisible()
  await choose(page, 'Go back to where you were')
  await expect(title('Which one to use?')).toBeVisible()
})
