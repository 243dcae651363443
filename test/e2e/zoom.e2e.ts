import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { define, runOf } from './support/define'
import { chooseNext } from './support/dialogs'
import { closeByEscape } from './support/keyboard'
import type { Launched } from './support/launch'
import { inBothThemes, type Look, ZOOMED_SIZES } from './support/look'
import { boardTest as test, expect } from './support/quiesce-test'
import { showAt } from './support/zoom'

const STACK = join(import.meta.dirname, '../fixtures/stacks/shop/quiesce.yaml')
const TABS = ['output', 'receipt', 'family', 'definition', 'history'] as const

async function go(page: Page, hash: string): Promise<void> {
  await page.evaluate((address) => (window.location.hash = address), hash)
}

async function stop(page: Page, name: string): Promise<void> {
  const { id } = await runOf(page, name)
  await page.evaluate((runId) => window.quiesce.controlRun({ runId, control: 'stop' }), id)
  await expect.poll(async () => (await runOf(page, name)).receipt?.verdict).toBe('clean')
}

/** A board with one of each: running, stopped with a receipt, failed, and one whose name and command are long. */
async function fill(page: Page): Promise<void> {
  await define(page, { kind: 'thread', name: 'Ticker', workload: 'lab/ticker' })
  await define(page, { kind: 'process', name: 'Not there', command: 'no-such-program' })
  await define(page, {
    kind: 'process',
    name: 'A task whose name is so long that no card has room for all of it',
    command: 'sh',
    args: ['-c', 'echo a line of output that is longer than any card; exec sleep 1000'],
  })
  await define(page, { kind: 'process', name: 'Stopped', command: 'sleep', args: ['1000'] })
  await page.evaluate(async () => {
    const held = await window.quiesce.getSnapshot()
    if (!held.ok) throw new Error(held.problem.message)
    for (const task of held.value.tasks) await window.quiesce.startTask({ taskId: task.id })
  })
  await expect.poll(async () => (await runOf(page, 'Stopped')).phase).toBe('running')
  await stop(page, 'Stopped')
  // A second end, to be compared with the first.
  const { taskId } = await runOf(page, 'Stopped')
  await page.evaluate((id) => window.quiesce.startTask({ taskId: id }), taskId)
  await expect.poll(async () => (await runOf(page, 'Stopped')).phase).toBe('running')
  await stop(page, 'Stopped')
}

async function visitAll(quiesce: Launched, look: Look): Promise<void> {
  const { page } = quiesce
  await go(page, '#/board')
  await look('board')
  await page.getByRole('radio', { name: 'List' }).press(' ')
  await look('list')
  await page.getByRole('radio', { name: 'Cards' }).press(' ')
  await page.getByRole('article').first().focus()
  await page.keyboard.press('Control+a')
  await look('selection')
  await page.keyboard.press('Escape')
  await go(page, '#/board/attention')
  await look('needs attention')
  for (const name of ['Stopped', 'A task whose name is so long that no card has room for all of it']) {
    const runId = (await runOf(page, name)).id
    for (const tab of TABS) {
      await go(page, `#/run/${runId}/${tab}`)
      if (tab === 'history' && name === 'Stopped')
        await expect(page.getByRole('region', { name: 'Two ends compared' })).toBeVisible()
      await look(`${tab} of ${name.slice(0, 7)}`)
    }
  }
  for (const place of ['log', 'lab', 'lab/compare', 'guide', 'new', 'settings', 'stack/shop']) {
    await go(page, `#/${place}`)
    await look(place)
  }
  for (const kind of ['Thread', 'Future', 'Timer']) {
    await go(page, '#/new')
    await page.getByRole('radio', { name: kind, exact: true }).press(' ')
    await look(`new ${kind}`)
  }
  await page.getByRole('radio', { name: 'Process', exact: true }).press(' ')
  await go(page, '#/board')
  await page.keyboard.press('Control+k')
  const palette = page.getByRole('dialog', { name: 'Command palette' })
  await expect(palette).toBeVisible()
  await look('palette')
  await closeByEscape(page, palette)
  await page.keyboard.press('?')
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(sheet).toBeVisible()
  await look('help sheet')
  await closeByEscape(page, sheet)
  await page.getByRole('button', { name: 'Open a stack…' }).first().press('Enter')
  const item = page.getByRole('menuitem', { name: 'Choose a file…' })
  const dialog = page.getByRole('dialog')
  await expect(item.or(dialog)).toBeVisible()
  if (await item.isVisible()) {
    await look('recent stacks')
    await item.press('Enter')
  }
  await expect(dialog).toBeVisible()
  await look('preview of a stack')
  await closeByEscape(page, dialog)
  await quiesce.app.evaluate(({ app }) => app.quit())
  await expect(page.getByRole('button', { name: 'Stop all and quit' })).toBeFocused()
  await look('question before quitting')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
}

test.describe('at 200 %', () => {
  for (const size of ZOOMED_SIZES) {
    const where = `${size.width} × ${size.height}`
    test(`every page of ${where} is read and reached, and axe finds nothing in both themes`, async ({ quiesce }) => {
      test.setTimeout(300_000)
      const { page } = quiesce
      await fill(page)
      await chooseNext(quiesce, STACK)
      await page.getByRole('navigation').getByRole('button', { name: 'Open a stack…' }).press('Enter')
      const item = page.getByRole('menuitem', { name: 'Choose a file…' })
      await expect(item.or(page.getByRole('dialog'))).toBeVisible()
      if (await item.isVisible()) await item.press('Enter')
      await page.getByRole('button', { name: 'Open stack' }).press('Enter')
      await expect(page.getByRole('heading', { name: 'shop', level: 1 })).toBeVisible()
      await showAt(quiesce, size, 2)
      const found = await inBothThemes(quiesce, size, (look) => visitAll(quiesce, look))
      await page.evaluate(() => window.quiesce.setTheme({ theme: 'system' }))
      await showAt(quiesce, { width: 1_200, height: 800 }, 1)
      expect(found).toEqual([])
    })
  }

  test('the menu zooms in, out and back, and the page follows', async ({ quiesce, page }) => {
    const zoom = (role: string): Promise<number> =>
      quiesce.app.evaluate(({ BrowserWindow, Menu }, role) => {
        const items = (Menu.getApplicationMenu()?.items ?? []).flatMap((item) => item.submenu?.items ?? [])
        const window = BrowserWindow.getAllWindows()[0]
        items.find((item) => item.role?.toLowerCase() === role)?.click(undefined, window, window?.webContents)
        return window?.webContents.getZoomFactor() ?? 0
      }, role)
    const width = await page.evaluate(() => window.innerWidth)
    await zoom('zoomin')
    await expect.poll(() => page.evaluate(() => window.innerWidth)).toBeLessThan(width)
    await zoom('resetzoom')
    await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(width)
    await zoom('zoomout')
    await expect.poll(() => page.evaluate(() => window.innerWidth)).toBeGreaterThan(width)
    await zoom('resetzoom')
  })
})
