import type { Page } from '@playwright/test'
import type { TaskSpec } from '../../src/contract/task'
import { card, cardSays } from './support/board'
import { define, runOf } from './support/define'
import {
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
import { boardTest as test, expect } from './support/quiesce-test'

/** In the order of the picker. */
const KINDS = ['Process', 'Thread', 'Future', 'Coroutine', 'Timer', 'Generator'] as const

/** An empty form for a task of this kind. */
async function openForm(page: Page, kind: (typeof KINDS)[number], name: string): Promise<void> {
  await pressAt(page, 'New task')
  await expect(page.getByRole('heading', { name: 'New task', level: 1 })).toBeVisible()
  // What was typed before is kept, if there was something; the same button brings it back.
  await pressAt(page, /^(Clear the form|Bring back what was typed)$/)
  if ((await focusedName(page)) === 'Clear the form') await pressKey(page, 'Enter')
  await tabTo(page, 'Process')
  for (const next of KINDS.slice(1, KINDS.indexOf(kind) + 1)) await radioBeside(page, 'ArrowRight', next)
  await typeAt(page, 'Name', name)
}

/** A new row stands before the button that made it. */
async function typeBefore(page: Page, name: string, text: string): Promise<void> {
  await tabTo(page, name, 'Shift+Tab')
  await page.keyboard.type(text)
}

async function specOf(page: Page, name: string): Promise<TaskSpec> {
  const text = await page.evaluate(async (name) => {
    const held = await window.quiesce.getSnapshot()
    return held.ok ? JSON.stringify(held.value.tasks.find((task) => task.name === name)?.spec) : ''
  }, name)
  return JSON.parse(text) as TaskSpec
}

test('a program with arguments, a variable, steps of its own and a life is made and started by keys', async ({
  page,
}) => {
  test.setTimeout(180_000)
  await openForm(page, 'Process', 'Keys')
  await tabTo(page, 'As a line')
  await radioBeside(page, 'ArrowRight', 'One argument a row')
  await typeAt(page, 'Program', 'sh')
  await pressAt(page, 'Add argument')
  await pressAt(page, 'Add argument')
  await typeBefore(page, 'Argument 2', 'echo "up $GREETING"; exec sleep 1000')
  await typeBefore(page, 'Argument 1', '-c')
  await pressAt(page, 'Add variable')
  await typeBefore(page, 'Variable 1, value', 'hello')
  await typeBefore(page, 'Variable 1, name', 'GREETING')

  await tabTo(page, 'Standard')
  await radioBeside(page, 'ArrowRight', 'Own steps')
  await pressAt(page, 'Ctrl+C first')
  await typeAt(page, 'Step 1: wait', '3')
  await pressAt(page, 'Add step')
  await tabTo(page, 'Step 4: wait', 'Shift+Tab')
  await tabTo(page, 'Step 4: send', 'Shift+Tab')
  await optionAt(page, 'Step 4: send', 'A command')
  await pressAt(page, 'Move step 4 up')
  await typeBefore(page, 'Command line to run', 'echo the last words')

  await pressAt(page, /^Counts as ready/)
  await tabTo(page, 'Nothing')
  await radioBeside(page, 'ArrowRight', 'A line')
  await typeAt(page, 'Text in a line of its output', 'up hello')
  await typeAt(page, 'Give up after', '20')
  await pressAt(page, /^Starts again/)
  await tabTo(page, 'Never')
  await radioBeside(page, 'ArrowRight', 'After a failure')
  await typeAt(page, 'Starts in a row', '2')
  await pressAt(page, /^Terminal and limits/)
  await tabTo(page, 'Leave it running when Quiesce quits')
  await pressKey(page, ' ')
  await pressKey(page, ' ')
  await typeAt(page, 'Processes that its user may have at most', '5000')
  await typeAt(page, 'Keep of one run’s output at most', '2')
  await optionAt(page, 'Unit of the size', 'MB')
  await pressAt(page, 'Save and start')

  await cardSays(page, 'Keys', 'ready')
  await expectFocusSeen(page, 'saving and starting')
  expect(await specOf(page, 'Keys')).toMatchObject({
    command: 'sh',
    args: ['-c', 'echo "up $GREETING"; exec sleep 1000'],
    env: { GREETING: 'hello' },
    stopPolicy: [
      { send: 'SIGINT', patienceMs: 3_000 },
      { send: 'SIGTERM', patienceMs: 5_000 },
      { send: { command: ['echo', 'the', 'last', 'words'] }, patienceMs: 2_000 },
      { send: 'SIGKILL', patienceMs: 2_000 },
    ],
    ready: { probe: { line: 'up hello' }, timeoutMs: 20_000 },
    restart: { when: 'on-failure', limit: 2 },
    processLimit: 5_000,
    keepOutputBytes: 2 * 1024 * 1024,
  })
  await tabTo(page, 'Keys')
  await pressKey(page, 's')
  await expect.poll(async () => (await runOf(page, 'Keys')).receipt?.verdict).toBe('clean')
})

test('a thread, a future, a coroutine, a generator and a timer are each made and started by keys', async ({ page }) => {
  test.setTimeout(180_000)
  await openForm(page, 'Thread', 'A thread')
  await pressAt(page, 'lab/ticker')
  await pressAt(page, 'Save and start')
  await cardSays(page, 'A thread', 'running')
  await expectFocusSeen(page, 'making a thread')

  await openForm(page, 'Future', 'A future')
  await typeAt(page, 'Workload', 'lab/job')
  await typeAt(page, /^Parameters/, '{ "seconds": 60 }')
  await typeAt(page, 'Executor', 'narrow')
  await typeAt(page, 'Workers', '1')
  await pressAt(page, 'Save and start')
  await cardSays(page, 'A future', 'running')
  expect(await specOf(page, 'A future')).toMatchObject({
    params: { seconds: 60 },
    executor: { name: 'narrow', maxWorkers: 1 },
  })

  await openForm(page, 'Coroutine', 'A coroutine')
  await pressAt(page, 'lab/coroutine')
  await tabTo(page, 'Standard')
  await radioBeside(page, 'ArrowRight', 'Own steps')
  await pressAt(page, 'Ask, then terminate')
  await pressAt(page, 'Remove step 2')
  await pressAt(page, 'Save and start')
  await cardSays(page, 'A coroutine', 'running')
  expect(await specOf(page, 'A coroutine')).toMatchObject({ stopPolicy: [{ send: 'ask', patienceMs: 5_000 }] })

  await openForm(page, 'Generator', 'A generator')
  await pressAt(page, 'lab/generator')
  await typeAt(page, 'Pause between two pulls', '3')
  await optionAt(page, 'Unit of the pause', 'seconds')
  await pressAt(page, 'Save and start')
  await cardSays(page, 'A generator', 'running')
  expect(await specOf(page, 'A generator')).toMatchObject({ pullEveryMs: 3_000 })

  await openForm(page, 'Timer', 'A timer')
  await typeAt(page, 'Elapses after', '24')
  await optionAt(page, 'Unit of the delay', 'hours')
  await tabTo(page, 'Again and again, until it is cancelled')
  await pressKey(page, ' ')
  await tabTo(page, 'Log a line')
  await radioBeside(page, 'ArrowRight', 'Start a task')
  await optionAt(page, 'Task to start', 'A thread')
  await pressAt(page, 'Save and start')
  await expect.poll(async () => (await runOf(page, 'A timer')).phase).toMatch(/pending|running/)
  await expectFocusSeen(page, 'making a timer')
  expect(await specOf(page, 'A timer')).toMatchObject({ delayMs: 86_400_000, repeat: true })
})

test('what Save finds wrong is led to from the list of errors, and mended, by keys', async ({ page }) => {
  await openForm(page, 'Process', ' ')
  await pressAt(page, 'Save')
  const summary = page.getByRole('alert').filter({ hasText: '2 fields need another look' })
  await expect(summary).toBeFocused()
  await pressAt(page, /^Name: A name is missing/)
  await expect.poll(() => focusedName(page)).toBe('Name')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('Mended')
  await tabTo(page, /^Command.*A command is missing/, 'Shift+Tab')
  await pressKey(page, 'Enter')
  await expect.poll(() => focusedName(page)).toBe('Command line')
  await page.keyboard.type('sleep 1000')
  await expect(summary).toHaveCount(0)
  await pressAt(page, 'Save')
  await expect(card(page, 'Mended')).toBeVisible()
  await expectFocusSeen(page, 'saving what was mended')
})

test('a task is changed, and a change undone, by keys', async ({ page }) => {
  await define(page, { kind: 'process', name: 'Before', command: 'sleep', args: ['1000'] })
  await menuAt(page, 'More for Before', 'Edit task')
  await expect(page.getByRole('heading', { name: 'Edit Before', level: 1 })).toBeVisible()
  await typeAt(page, 'Name', 'Never')
  await pressAt(page, 'Undo my changes')
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Before')
  await typeAt(page, 'Name', 'After')
  await pressAt(page, 'Save')
  await expect(card(page, 'After')).toBeVisible()
  await expect(card(page, 'Before')).toHaveCount(0)
  await expectFocusSeen(page, 'saving a change')
})
