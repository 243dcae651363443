import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { TaskSpec } from '../../src/contract/task'
import { cardSays } from './support/board'
import { define, runOf } from './support/define'
import { saveNextTo } from './support/dialogs'
import { expectFocusSeen, focusedName, menuAt, pressAt, pressKey, radioBeside, tabTo, typeAt } from './support/keyboard'
import { settled } from './support/settled'
import { boardTest as test, expect } from './support/quiesce-test'
import { openTooltip } from './support/tooltips'

const TABS = ['Output', 'Receipt', 'Family', 'Definition', 'Earlier runs'] as const

/** Saved, started and opened, all but the first by keys. */
async function openStarted(page: Page, spec: TaskSpec): Promise<void> {
  await define(page, spec)
  await tabTo(page, spec.name)
  await pressKey(page, 'r')
  await cardSays(page, spec.name, 'running')
  await pressKey(page, 'Enter')
  await expect.poll(() => focusedName(page)).toBe(`Opened run: ${spec.name}`)
}

async function tabIs(page: Page, name: string): Promise<void> {
  await expect(page.getByRole('tab', { name, selected: true })).toBeVisible()
}

test('the tabs of an opened run are one stop, the arrow keys change them, and each is read by keys', async ({
  page,
}) => {
  await openStarted(page, { kind: 'process', name: 'Tabs', command: 'sh', args: ['-c', 'sleep 1000 & wait'] })
  await tabTo(page, 'Output')
  for (const name of TABS.slice(1)) {
    await pressKey(page, 'ArrowRight')
    await tabIs(page, name)
    await expect.poll(() => focusedName(page)).toContain(name)
  }
  for (const name of TABS.slice(0, -1).toReversed()) {
    await pressKey(page, 'ArrowLeft')
    await tabIs(page, name)
  }
  // One press at a time: the row moves the focus a turn after the key, and a person's finger is slower than that.
  for (const name of TABS.slice(1, TABS.indexOf('Family') + 1)) {
    await pressKey(page, 'ArrowRight')
    await tabIs(page, name)
  }
  const processes = /^(Living processes|Processes)/
  // It is there once the family was looked at.
  await expect(page.getByLabel(processes).first()).toBeVisible()
  await tabTo(page, processes)
  await pressKey(page, 'ArrowDown')
  await pressAt(page, 'Fill the window')
  await expect.poll(() => focusedName(page)).toBe('Show beside the board')
  await pressKey(page, 'Enter')
  await pressAt(page, 'Close run')
  await expect.poll(() => focusedName(page)).toBe('Tabs')
})

test('the output is searched, followed, copied, cleared and scrolled by keys', async ({ page }) => {
  const print = 'for i in $(seq 1 300); do echo line $i; done; echo a needle; sleep 1000'
  await openStarted(page, { kind: 'process', name: 'Output', command: 'sh', args: ['-c', print] })
  const output = page.getByRole('region', { name: 'Output of Output' })
  await expect(output).toContainText('a needle')
  await pressKey(page, '/')
  if ((await focusedName(page)) !== 'Search the output') await tabTo(page, 'Search the output')
  await page.keyboard.type('needle')
  await pressKey(page, 'Enter')
  await pressKey(page, 'Shift+Enter')
  await page.keyboard.type(' in no haystack')
  await expect(page.getByText('No match', { exact: true })).toBeVisible()
  await pressAt(page, 'Previous match')
  await pressAt(page, 'Next match')
  const follow = page.getByRole('button', { name: 'Follow' })
  // The search has moved the view, or not: it depends on the height of the window. What it moved is drawn by then.
  await settled(page)
  const before = (await follow.getAttribute('aria-pressed')) === 'true'
  await pressAt(page, 'Follow')
  await expect(follow).toHaveAttribute('aria-pressed', String(!before))
  if (before) await pressKey(page, ' ')
  await expect(follow).toHaveAttribute('aria-pressed', 'true')
  await pressAt(page, 'Copy output')
  await expect(page.getByText('Output copied', { exact: true })).toBeVisible()
  await tabTo(page, 'Clear the view')
  await page.keyboard.press('Tab')
  await expectFocusSeen(page, 'Tab into the output')
  await expect(output).not.toContainText('line 1 ')
  await page.keyboard.press('PageUp')
  await expect(follow).toHaveAttribute('aria-pressed', 'false')
  await page.keyboard.press('Shift+Tab')
  await expect.poll(() => focusedName(page)).toBe('Clear the view')
  await pressKey(page, 'Enter')
  await expect(output).not.toContainText('line 290')
})

test('lines go to a program’s standard input, and its end, by keys', async ({ page }) => {
  await openStarted(page, { kind: 'process', name: 'Cat', command: 'cat' })
  await typeAt(page, 'Send a line to its standard input', 'echo me')
  await pressKey(page, 'Enter')
  await expect(page.getByRole('region', { name: 'Output of Cat' })).toContainText('echo me')
  await page.keyboard.type('and me')
  await pressAt(page, 'Send')
  await expect(page.getByRole('region', { name: 'Output of Cat' })).toContainText('and me')
  await pressAt(page, 'End input')
  await expect.poll(async () => (await runOf(page, 'Cat')).phase).toBe('ended')
  await expectFocusSeen(page, 'the end of the input, whose line is gone')
})

test('a stop that takes its time: who holds it is read, the stop hurried, and the run restarted, by keys', async ({
  page,
}) => {
  await openStarted(page, {
    kind: 'process',
    name: 'Held',
    command: 'sh',
    args: ['-c', `trap 'echo no' TERM; echo up; while :; do sleep 0.1; done`],
    stopPolicy: [
      { send: 'SIGTERM', patienceMs: 60_000 },
      { send: 'SIGKILL', patienceMs: 2_000 },
    ],
  })
  await expect(page.getByRole('region', { name: 'Output of Held' })).toContainText('up')
  await pressAt(page, 'Stop Held')
  await expect(page.getByRole('region', { name: 'Who is holding the shutdown?' })).toBeVisible()
  await tabTo(page, /^Living processes/)
  await tabTo(page, /^Stop now Held/)
  await pressKey(page, 'Enter')
  await expect(page.getByRole('complementary')).toContainText('Forced')
  await expectFocusSeen(page, 'the end of the run')
  await pressAt(page, 'Start Held')
  await expect.poll(async () => (await runOf(page, 'Held')).phase).toBe('running')
})

test('each fact of the receipt’s picture gives its evidence to the keyboard', async ({ page }) => {
  await openStarted(page, { kind: 'thread', name: 'Facts', workload: 'lab/ticker' })
  await pressAt(page, 'Stop Facts')
  await expect.poll(async () => (await runOf(page, 'Facts')).receipt?.verdict).toBe('clean')
  await tabTo(page, 'Output')
  await pressKey(page, 'ArrowRight')
  await tabIs(page, 'Receipt')
  const facts = page.getByRole('list', { name: /^Timeline/ }).getByRole('group')
  await expect(page.getByRole('region', { name: 'Receipt of Facts' })).toContainText('Clean')
  await expect.poll(() => facts.count()).toBeGreaterThanOrEqual(9)
  const names = await facts.evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label') ?? ''))
  for (const name of names) {
    await tabTo(page, name)
    const evidence = openTooltip(page)
    await expect(evidence).toContainText(name.slice(name.indexOf('. ') + 2).slice(0, 20))
  }
})

test('a receipt is saved as PNG, JSON and Markdown, and copied, by keys', async ({ quiesce, page }) => {
  await openStarted(page, { kind: 'thread', name: 'Exports', workload: 'lab/ticker' })
  await pressAt(page, 'Stop Exports')
  await expect.poll(async () => (await runOf(page, 'Exports')).receipt?.verdict).toBe('clean')
  await tabTo(page, 'Output')
  await pressKey(page, 'ArrowRight')
  for (const [item, ending, begins] of [
    [/picture/i, 'png', '\u0089PNG'],
    [/json/i, 'json', '{'],
    [/markdown/i, 'md', '# '],
  ] as const) {
    const file = join(quiesce.dataDir, `receipt.${ending}`)
    await saveNextTo(quiesce, file)
    await tabTo(page, 'Save the receipt')
    await page.keyboard.press('Enter')
    const name = (await page.getByRole('menuitem', { name: item }).textContent()) ?? ''
    await page.keyboard.press('Escape')
    await menuAt(page, 'Save the receipt', name)
    await expect.poll(() => readFile(file, 'latin1').catch(() => '')).toContain(begins)
  }
  for (const name of [/^Copy.*JSON/, /^Copy.*Markdown/]) {
    await pressAt(page, name)
    await expect(page.getByText(/^Receipt as (JSON|Markdown) copied/).first()).toBeVisible()
  }
})

test('a terminal takes every key but Shift Tab, which leaves it', async ({ page }) => {
  await openStarted(page, { kind: 'process', name: 'Term', command: 'cat', terminal: true })
  await tabTo(page, 'Terminal input')
  await page.keyboard.type('hello')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Output of Term' })).toContainText('hello')
  const here = page.url()
  await page.keyboard.press('Alt+ArrowLeft')
  // The program's own terminal shows what it was sent.
  await expect(page.getByRole('region', { name: 'Output of Term' })).toContainText('^[[1;3D')
  await page.keyboard.press('Enter')
  expect(page.url()).toBe(here)
  await pressKey(page, 'Shift+Tab')
  await expect.poll(() => focusedName(page)).not.toBe('Terminal input')
  await tabTo(page, 'Terminal input')
  await page.keyboard.press('Control+d')
  await expect.poll(async () => (await runOf(page, 'Term')).phase).toBe('ended')
  await expectFocusSeen(page, 'the end of the program on its terminal')
})

test('the theme is chosen in the side bar by arrow keys', async ({ page }) => {
  await tabTo(page, 'As the system')
  await radioBeside(page, 'ArrowRight', 'Light')
  await radioBeside(page, 'ArrowRight', 'Dark')
  await radioBeside(page, 'ArrowLeft', 'Light')
  await radioBeside(page, 'ArrowLeft', 'As the system')
})
