import { type Page } from '@playwright/test'
import type { TaskSpec } from '../../src/contract/task'
import { button, card, cardSays, press } from './support/board'
import { define, runOf } from './support/define'
import { saveAndStart } from './support/new-task'
import { boardTest as test, expect } from './support/quiesce-test'

async function started(page: Page, spec: TaskSpec): Promise<void> {
  await define(page, spec)
  await press(page, 'Start', spec.name)
  await cardSays(page, spec.name, 'running')
}

test('"Save and start" of a task that runs starts no second run, and says which process is there', async ({ page }) => {
  await started(page, { kind: 'process', name: 'Single', command: 'sleep', args: ['1000'] })
  const { taskId, pid } = await runOf(page, 'Single')
  await page.evaluate((id) => (location.hash = `#/task/${encodeURIComponent(id)}`), taskId)
  // It says so before it is pressed.
  const note = `It is running as process ${String(pid)}: it can be saved, but not started a second time.`
  await expect(page.getByText(note)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Save and start' })).toHaveAccessibleDescription(new RegExp(note))
  await saveAndStart(page)
  // The same words are read out: only those that are seen are meant.
  const notice = page.getByRole('region', { name: /^Notifications/ })
  await expect(
    notice.getByText(`Single is already running as process ${String(pid)}; stop or restart it`),
  ).toBeVisible()
  expect((await runOf(page, 'Single')).pid).toBe(pid)
  await press(page, 'Terminate', 'Single')
  await cardSays(page, 'Single', 'terminated')
})

test('a task that allows several runs has a card for each that is alive', async ({ page }) => {
  await started(page, { kind: 'process', name: 'Several', command: 'sleep', args: ['1000'], whenRunning: 'another' })
  const { pid } = await runOf(page, 'Several')
  await press(page, 'Start', 'Several')
  const copy = `Several (process ${String(pid)})`
  await expect(card(page, copy)).toBeVisible()
  await press(page, 'Stop', copy)
  await expect(card(page, copy)).toBeHidden()
  await cardSays(page, 'Several', 'running')
  await press(page, 'Terminate', 'Several')
  await cardSays(page, 'Several', 'terminated')
})

test('Stop on a generator stops pulling and closes it', async ({ page }) => {
  await started(page, { kind: 'generator', name: 'Stream', workload: 'lab/generator', pullEveryMs: 100 })
  await expect(button(page, 'Stop', 'Stream')).not.toHaveAttribute('aria-disabled', 'true')
  await press(page, 'Stop', 'Stream')
  await cardSays(page, 'Stream', 'stopped')
  expect((await runOf(page, 'Stream')).receipt).toMatchObject({ control: 'stop', verdict: 'clean' })
})
