import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { axeFindings } from './support/accessibility'
import { card, cardSays, press } from './support/board'
import { define, runOf } from './support/define'
import { launchQuiesce } from './support/launch'
import { POLITE, STUBBORN } from './support/programs'
import { expect, test } from './support/quiesce-test'

const POLICY = [
  { send: 'SIGTERM', patienceMs: 1_500 },
  { send: 'SIGKILL', patienceMs: 2_000 },
] as const

const spec = (script: string) =>
  ({ kind: 'process', name: 'Server', command: '/bin/sh', args: ['-c', script], stopPolicy: POLICY }) as const

async function startAndStop(page: Page): Promise<void> {
  await press(page, 'Start', 'Server')
  // The last run of it has said it too, and stands on the card until this one does.
  await cardSays(page, 'Server', 'running')
  await cardSays(page, 'Server', 'ready')
  await press(page, 'Stop', 'Server')
  await cardSays(page, 'Server', 'stopped')
  await expect.poll(async () => (await runOf(page, 'Server')).receipt?.control).toBe('stop')
}

async function openHistory(page: Page): Promise<Locator> {
  await card(page, 'Server').getByRole('heading', { name: 'Server' }).click()
  await page.getByRole('tab', { name: 'Earlier runs' }).click()
  return page.getByRole('complementary', { name: 'Opened run: Server' })
}

test('the earlier runs outlive the app: how their stops went, a comparison of two, a warning, and each receipt at its own address', async () => {
  test.setTimeout(120_000)
  const dataDir = await mkdtemp(join(tmpdir(), 'quiesce-earlier-'))
  const first = await launchQuiesce({ dataDir })
  await define(first.page, spec(POLITE))
  for (let stop = 0; stop < 3; stop++) await startAndStop(first.page)
  await first.close()

  const next = await launchQuiesce({ dataDir })
  const { page } = next
  const { id: taskId } = (await page.evaluate(async () => {
    const snapshot = await window.quiesce.getSnapshot()
    return snapshot.ok ? snapshot.value.tasks.map(({ id }) => ({ id }))[0] : undefined
  })) ?? { id: '' }
  await page.evaluate(
    async ([id, text]) => {
      await window.quiesce.saveTask({ taskId: id as never, spec: JSON.parse(text ?? '') as never })
    },
    [taskId, JSON.stringify(spec(STUBBORN))],
  )
  await startAndStop(page)
  await cardSays(page, 'Server', 'Stops got worse')

  const panel = await openHistory(page)
  await expect(panel).toContainText('3 of 4 stops were clean.')
  await expect(panel).toContainText('Half were over within')
  await expect(panel).toContainText(/Its stops got worse\. .* Before, 3 of 3 stops were clean\./)
  // The newest against the one before, until somebody chooses.
  const table = panel.getByRole('region', { name: 'Two ends compared' })
  await expect(table.getByRole('row', { name: /Verdict/ })).toHaveText('VerdictCleanForced')
  await expect(table.getByRole('row', { name: /Sent/ })).toContainText('SIGKILL at 1.5 s')
  const runs = panel.getByRole('list', { name: 'All runs, the newest first' }).getByRole('link')
  await expect(runs).toHaveCount(4)
  expect(await axeFindings(next)).toEqual([])

  const other = panel.getByRole('combobox', { name: 'The other' })
  const oldest = await other.locator('option').last().getAttribute('value')
  await other.selectOption(oldest)
  await expect(table.getByRole('row', { name: /Verdict/ })).toHaveText('VerdictCleanClean')

  // One of the start before: it is on no board, and has its receipt, its output and its address.
  await runs.last().click()
  await expect(panel.getByRole('region', { name: 'Receipt of Server' })).toContainText('Clean')
  await page.reload()
  await expect(panel.getByRole('region', { name: 'Receipt of Server' })).toContainText('Clean')
  await page.getByRole('tab', { name: 'Output' }).click()
  await expect(panel).toContainText('all of it is kept')
  await expect(panel.getByRole('region', { name: 'Output of Server' })).toContainText('ready')
  await page.evaluate(() => (window.location.hash = '#/run/run-of-nobody/receipt'))
  await expect(page.getByText('This run is not kept')).toBeVisible()
  await next.close()
  await rm(dataDir, { recursive: true, force: true })
})
