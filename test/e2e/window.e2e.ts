import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EngineEvent } from '../../src/contract/event'
import { axeFindings } from './support/accessibility'
import { button, card, cardSays, closeRun, goTo, openReceipt, press } from './support/board'
import { expectLines, linesOf, readLog } from './support/cleanup-log'
import { define } from './support/define'
import { saveNextTo } from './support/dialogs'
import { launchQuiesce } from './support/launch'
import { openForm, save } from './support/new-task'
import { boardTest as test, expect } from './support/quiesce-test'

const STUBBORN = {
  kind: 'process',
  command: 'sh',
  args: ['-c', `trap 'echo no' TERM; echo up; while :; do sleep 0.1; done`],
} as const

const YIELDS = join(import.meta.dirname, '../fixtures/workloads/yields.mjs')
const CHATTER = 230

test('saved tasks are there after a restart of the app, as they were', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'quiesce-restart-'))
  const first = await launchQuiesce({ dataDir })
  await openForm(first.page, 'process', 'Kept command')
  await first.page.getByLabel('Command line', { exact: true }).fill('sleep "1000"')
  await save(first.page)
  await expect(card(first.page, 'Kept command')).toBeVisible()
  await openForm(first.page, 'generator', 'Kept generator')
  await first.page.getByRole('button', { name: 'lab/generator' }).click()
  await first.page.getByLabel('Pause between two pulls', { exact: true }).fill('0.1')
  await save(first.page)
  await expect(card(first.page, 'Kept generator')).toBeVisible()
  await first.close()
  const second = await launchQuiesce({ dataDir })
  await cardSays(second.page, 'Kept generator', 'not started')
  await press(second.page, 'Start', 'Kept command')
  await cardSays(second.page, 'Kept command', 'running')
  await card(second.page, 'Kept generator').getByRole('heading').click()
  await expect(second.page.getByLabel('Pause between two pulls', { exact: true })).toHaveValue(/^(0\.1|100)$/)
  await second.close()
  await rm(dataDir, { recursive: true, force: true })
})

test('a reload in the middle of a stop: the countdown goes on, and no event is missed or doubled', async ({ page }) => {
  await define(page, {
    ...STUBBORN,
    name: 'Reloaded',
    stopPolicy: [
      { send: 'SIGTERM', patienceMs: 9_000 },
      { send: 'SIGKILL', patienceMs: 2_000 },
    ],
  })
  // With all that it says the log is not yet so long that its first line leaves the board.
  const params = { upTo: CHATTER }
  await define(page, { kind: 'generator', name: 'Chatter', workload: YIELDS, params, pullEveryMs: 20 })
  for (const name of ['Reloaded', 'Chatter']) await press(page, 'Start', name)
  await expectLines(page, ['Reloaded'], ['up'])
  await press(page, 'Stop', 'Reloaded')
  await cardSays(page, 'Reloaded', /SIGTERM sent · SIGKILL in [5-8]\.\d s/)
  await page.reload()
  await cardSays(page, 'Reloaded', /SIGTERM sent · SIGKILL in [0-4]\.\d s/)
  await cardSays(page, 'Reloaded', 'stopped', 20_000)
  await expectLines(page, ['Reloaded'], ['up', 'main: stop accepted', 'no', 'main: process is gone'])
  await cardSays(page, 'Chatter', 'completed', 30_000)
  await expectLines(page, ['Chatter'], [`yielded ${CHATTER}`])
  const seqs = (await readLog(page)).map((entry) => entry.seq)
  expect(seqs.length).toBeGreaterThan(200)
  expect(seqs).toEqual(seqs.map((_, index) => (seqs[0] ?? 0) + index))
  const told = (await linesOf(page, ['Chatter'])).flatMap((line) => /^yielded (\d+)$/.exec(line)?.[1] ?? [])
  expect(told.map(Number)).toEqual(Array.from({ length: CHATTER }, (_, index) => index + 1))
})

test('the log is filtered by run and by type, searched, and exported as it is shown', async ({ quiesce, page }) => {
  const folder = await mkdtemp(join(tmpdir(), 'quiesce-log-'))
  await define(page, { kind: 'process', name: 'First', command: 'echo', args: ['a needle, please'] })
  await define(page, { kind: 'process', name: 'Second', command: 'echo', args: ['hay'] })
  for (const name of ['First', 'Second']) {
    await press(page, 'Start', name)
    await cardSays(page, name, 'completed')
  }
  await goTo(page, 'log')
  await page.getByRole('combobox', { name: 'Run' }).selectOption({ index: 2 })
  await expect.poll(async () => new Set((await readLog(page)).map((entry) => entry.name))).toEqual(new Set(['First']))
  const shown = await readLog(page)
  await saveNextTo(quiesce, join(folder, 'log.jsonl'))
  await page.getByRole('button', { name: 'Export' }).click()
  await expect.poll(() => readFile(join(folder, 'log.jsonl'), 'utf8').catch(() => '')).not.toBe('')
  const written = (await readFile(join(folder, 'log.jsonl'), 'utf8')).trim().split('\n')
  expect(written.map((line) => (JSON.parse(line) as EngineEvent).seq)).toEqual(shown.map((entry) => entry.seq))
  await page.getByRole('button', { name: 'Output', exact: true }).click()
  await expect.poll(() => readLog(page)).toMatchObject([{ type: 'line', text: 'a needle, please' }])
  await page.getByRole('combobox', { name: 'Run' }).selectOption({ index: 0 })
  await page.getByRole('searchbox', { name: 'Search the log' }).fill('needle')
  await expect.poll(() => readLog(page)).toMatchObject([{ name: 'First', text: 'a needle, please' }])
  await saveNextTo(quiesce, join(folder, 'log.txt'))
  await page.getByRole('button', { name: 'Export' }).click()
  await expect.poll(() => readFile(join(folder, 'log.txt'), 'utf8').catch(() => '')).toContain('a needle, please')
  expect((await readFile(join(folder, 'log.txt'), 'utf8')).trim().split('\n')).toHaveLength(1)
  await page.getByRole('searchbox', { name: 'Search the log' }).fill('nothing has this')
  await expect(page.getByRole('log', { name: 'Cleanup log' })).toContainText('No event passes these filters.')
  await rm(folder, { recursive: true })
})

test('the theme is light or dark as chosen, and stays so after a reload', async ({ page }) => {
  const colour = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  await page.getByRole('radio', { name: 'Light', exact: true }).click()
  await expect(page.getByRole('radio', { name: 'Light', exact: true })).toBeChecked()
  await expect(page.locator('html[data-theme="light"]')).toBeVisible()
  const light = await colour()
  await page.getByRole('radio', { name: 'Dark', exact: true }).click()
  await expect.poll(colour).not.toBe(light)
  const dark = await colour()
  await page.reload()
  await expect(page.getByRole('radio', { name: 'Dark', exact: true })).toBeChecked()
  await expect.poll(colour).toBe(dark)
  await page.getByRole('radio', { name: 'As the system', exact: true }).click()
})

test('a control that is not offered says why, and does nothing', async ({ page }) => {
  await define(page, { kind: 'thread', name: 'Thread', workload: 'lab/ticker' })
  await press(page, 'Start', 'Thread')
  await cardSays(page, 'Thread', 'running')
  const cancel = button(page, 'Cancel', 'Thread')
  await expect(cancel).toBeDisabled()
  await expect(cancel).toHaveAccessibleDescription(/A running thread cannot be cancelled/)
  await cancel.click({ force: true })
  await cardSays(page, 'Thread', 'running')
})

test('axe-core finds nothing on any page, in both themes', async ({ quiesce, page }) => {
  test.setTimeout(120_000)
  await define(page, { ...STUBBORN, name: 'Stopping', stopPolicy: [{ send: 'SIGTERM', patienceMs: 60_000 }] })
  await define(page, { kind: 'process', name: 'Failed', command: 'no-such-program' })
  await define(page, { kind: 'thread', name: 'Running', workload: 'lab/ticker' })
  await define(page, { kind: 'timer', name: 'Timer', delayMs: 60_000, action: { log: 'never' } })
  await define(page, { kind: 'future', name: 'Future', workload: 'lab/job', params: { seconds: 60 } })
  for (const name of ['Stopping', 'Failed', 'Running', 'Timer', 'Future']) await press(page, 'Start', name)
  await expectLines(page, ['Stopping'], ['up'])
  await press(page, 'Stop', 'Stopping')
  const found: string[] = []
  async function look(where: string): Promise<void> {
    found.push(...(await axeFindings(quiesce)).map((finding) => `${where}: ${finding}`))
  }
  for (const theme of ['Light', 'Dark']) {
    await page.getByRole('radio', { name: theme, exact: true }).click()
    await goTo(page, 'board')
    await look(`${theme} board`)
    await openReceipt(page, 'Failed')
    await look(`${theme} receipt`)
    for (const tab of ['Output', 'Family', 'Definition', 'Earlier runs']) {
      await page.getByRole('tab', { name: tab }).click()
      await look(`${theme} ${tab}`)
    }
    await closeRun(page)
    for (const name of ['lab', 'guide', 'log', 'new'] as const) {
      await goTo(page, name)
      if (name === 'new') await save(page)
      await look(`${theme} ${name}`)
    }
  }
  await page.getByRole('radio', { name: 'As the system', exact: true }).click()
  expect(found).toEqual([])
})
