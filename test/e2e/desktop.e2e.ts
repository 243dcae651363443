import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cardSays, press } from './support/board'
import { define, runOf } from './support/define'
import { closeByEscape } from './support/keyboard'
import { launchQuiesce, type Launched } from './support/launch'
import { leaveBy } from './support/leaving'
import { expect, test } from './support/quiesce-test'

const STACK = join(import.meta.dirname, '../fixtures/stacks/shop/quiesce.yaml')

interface Told {
  readonly title: string
  readonly body: string
}

/** From now on keeps each message of the system that main shows. The system's own part is all that is missing. */
async function watchMessages({ app }: Launched): Promise<() => Promise<readonly Told[]>> {
  await app.evaluate(({ Notification }) => {
    const told: Told[] = []
    Object.assign(globalThis, { toldMessages: told })
    Notification.isSupported = () => true
    Notification.prototype.show = function show(this: Electron.Notification) {
      told.push({ title: this.title, body: this.body })
    }
  })
  return () => app.evaluate(() => (globalThis as unknown as { toldMessages: readonly Told[] }).toldMessages)
}

/** What the window answers when main asks whether it is in front: there is no window manager here to ask. */
async function standInFront({ app }: Launched, inFront: boolean): Promise<void> {
  await app.evaluate(({ BrowserWindow }, inFront) => {
    const window = BrowserWindow.getAllWindows()[0]
    if (window !== undefined) window.isFocused = () => inFront
  }, inFront)
}

function bounds({ app }: Launched): Promise<{ readonly width: number; readonly height: number }> {
  return app.evaluate(({ BrowserWindow }) => {
    const { width = 0, height = 0 } = BrowserWindow.getAllWindows()[0]?.getNormalBounds() ?? {}
    return { width, height }
  })
}

/** Presses a line of the application menu, as the desktop would. */
async function pressMenu({ app }: Launched, label: string): Promise<void> {
  await app.evaluate(({ BrowserWindow, Menu }, label) => {
    const all = (items: readonly Electron.MenuItem[]): readonly Electron.MenuItem[] =>
      items.flatMap((item) => [item, ...all(item.submenu?.items ?? [])])
    const window = BrowserWindow.getAllWindows()[0]
    const item = all(Menu.getApplicationMenu()?.items ?? []).find((one) => one.label === label)
    if (item === undefined) throw new Error(`The menu has no line "${label}".`)
    item.click(undefined, window, window?.webContents)
  }, label)
}

test('a run that fails is told by the system once, and only while the window is not in front', async ({
  quiesce,
  page,
}) => {
  const told = await watchMessages(quiesce)
  for (const name of ['Seen', 'Unseen']) {
    await define(page, { kind: 'process', name, command: 'sh', args: ['-c', 'exit 3'] })
  }
  await standInFront(quiesce, true)
  await press(page, 'Start', 'Seen')
  await cardSays(page, 'Seen', 'failed')
  expect(await told()).toEqual([])
  await standInFront(quiesce, false)
  await press(page, 'Start', 'Unseen')
  await cardSays(page, 'Unseen', 'failed')
  await expect.poll(told).toMatchObject([{ title: 'Unseen failed' }])
})

test('a run that gets stuck is told, unless the person wants no messages', async ({ quiesce, page }) => {
  const told = await watchMessages(quiesce)
  await standInFront(quiesce, false)
  const stopPolicy = [{ send: 'ask', patienceMs: 300 }] as const
  // One after the other: each takes a whole core for as long as it runs.
  async function getStuck(name: string): Promise<void> {
    await define(page, { kind: 'thread', name, workload: 'lab/busy', stopPolicy })
    await press(page, 'Start', name)
    await cardSays(page, name, 'running')
    await press(page, 'Stop', name)
    // The countdown to it has its word too.
    await expect.poll(async () => (await runOf(page, name)).phase).toBe('stuck')
    await cardSays(page, name, 'stuck')
  }
  await getStuck('Busy')
  await expect.poll(told).toMatchObject([{ title: 'Busy does not end' }])
  await press(page, 'Terminate', 'Busy')
  await cardSays(page, 'Busy', 'terminated')
  await page.evaluate(() => window.quiesce.changeSettings({ notify: false }))
  await getStuck('Busy too')
  expect(await told()).toHaveLength(1)
  await press(page, 'Terminate', 'Busy too')
  await cardSays(page, 'Busy too', 'terminated')
})

test('the window opens where and as large as it was left, with its theme', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'quiesce-place-'))
  const first = await launchQuiesce({ dataDir })
  await first.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 40, y: 30, width: 1_010, height: 690 }),
  )
  await expect.poll(() => bounds(first)).toEqual({ width: 1_010, height: 690 })
  await first.page.evaluate(() => window.quiesce.setTheme({ theme: 'dark' }))
  const closeWindow = (): Promise<void> =>
    first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  expect(await leaveBy(first, closeWindow)).toBe(0)
  await first.close()
  const second = await launchQuiesce({ dataDir })
  await expect.poll(() => bounds(second)).toEqual({ width: 1_010, height: 690 })
  await expect(second.page.locator('html[data-theme="dark"]')).toBeVisible()
  await second.close()
  await rm(dataDir, { recursive: true, force: true })
})

test('the menu opens pages and sheets, stops all without the page, and lists the stack that was opened', async ({
  quiesce,
  page,
}) => {
  await pressMenu(quiesce, 'New Task')
  await expect(page.getByRole('heading', { name: 'New task', level: 1 })).toBeVisible()
  await pressMenu(quiesce, 'Settings…')
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible()
  await pressMenu(quiesce, 'Keyboard Shortcuts')
  await closeByEscape(page, page.getByRole('dialog', { name: 'Keyboard shortcuts' }))
  await pressMenu(quiesce, 'All Commands…')
  await closeByEscape(page, page.getByRole('dialog', { name: 'Command palette' }))
  await quiesce.app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] })
  }, STACK)
  await pressMenu(quiesce, 'Open Stack…')
  await page.getByRole('button', { name: 'Open stack' }).press('Enter')
  await expect(page.getByRole('heading', { name: 'shop', level: 1 })).toBeVisible()
  const recent = `quiesce.yaml in ${join(STACK, '..')}`
  await expect.poll(() => pressMenu(quiesce, recent).then(() => 'there', String)).toBe('there')
  await closeByEscape(page, page.getByRole('dialog', { name: 'Open the stack “shop”?' }))
  await page.evaluate(() => (window.location.hash = '#/board'))
  await define(page, { kind: 'thread', name: 'Ticks', workload: 'lab/ticker' })
  await press(page, 'Start', 'Ticks')
  await cardSays(page, 'Ticks', 'running')
  await pressMenu(quiesce, 'Stop All')
  await expect.poll(async () => (await runOf(page, 'Ticks')).receipt?.verdict).toBe('clean')
})

test('a stack file and a module that are dropped onto the window are shown before anything runs', async ({
  quiesce,
  page,
}) => {
  const drop = async (path: string): Promise<void> => {
    await page.evaluate(() => {
      const input = Object.assign(document.createElement('input'), { type: 'file', id: 'dropped' })
      document.body.append(input)
    })
    await page.locator('#dropped').setInputFiles(path)
    await page.evaluate(() => {
      const input = document.querySelector<HTMLInputElement>('#dropped')
      const file = input?.files?.[0]
      const dataTransfer = new DataTransfer()
      if (file !== undefined) dataTransfer.items.add(file)
      input?.remove()
      window.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }))
    })
  }
  await drop(STACK)
  await closeByEscape(page, page.getByRole('dialog', { name: 'Open the stack “shop”?' }))
  await drop(join(import.meta.dirname, '../fixtures/workloads/waits.mjs'))
  await expect(page.getByLabel('Workload', { exact: true })).toHaveValue(/waits\.mjs$/)
  const held = await page.evaluate(() => window.quiesce.getSnapshot())
  expect(held.ok && held.value.runs).toEqual([])
  expect(await readFile(join(quiesce.dataDir, 'settings.json'), 'utf8').catch(() => '')).not.toContain('shop')
})

test('the settings say why a program that is not installed cannot start at login', async ({ page }) => {
  await page.evaluate(() => (window.location.hash = '#/settings'))
  const row = page.getByRole('switch', { name: 'Start at login' })
  await expect(row).toHaveAccessibleDescription(/Only the installed app can be started at login/)
  await row.press(' ')
  await expect(row).not.toBeChecked()
})
