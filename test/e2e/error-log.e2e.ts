import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isAlive, POLITE, startProgram } from './support/programs'
import { expect, test } from './support/quiesce-test'
import type { Launched } from './support/launch'

const pathOf = ({ dataDir }: Launched): string => join(dataDir, 'logs/errors.log')
const logOf = (quiesce: Launched): Promise<string> => readFile(pathOf(quiesce), 'utf8')

/** The program that opens a text is the person's; here it is written down which file it would have got. */
function rememberOpened({ app }: Launched): Promise<void> {
  return app.evaluate(({ shell }) => {
    Object.assign(globalThis, { openedPaths: [] as string[] })
    shell.openPath = (path) => {
      ;(globalThis as unknown as { openedPaths: string[] }).openedPaths.push(path)
      return Promise.resolve('')
    }
  })
}

const openedBy = ({ app }: Launched): Promise<readonly string[]> =>
  app.evaluate(() => (globalThis as unknown as { openedPaths: string[] }).openedPaths)

test('what nobody caught in main ends nothing, is told, and stands in the error log without its secrets', async ({
  quiesce,
  page,
}) => {
  const { pid } = await startProgram(quiesce, 'Goes on', POLITE)
  await rememberOpened(quiesce)
  await quiesce.app.evaluate(() => {
    setTimeout(() => {
      throw new Error('a bug with API_TOKEN=hunter2')
    })
    void Promise.reject(new Error('a promise that nobody awaits'))
  })
  await expect(page.getByRole('status', { name: 'Notices' })).toContainText('Something in Quiesce failed')
  await expect
    .poll(() => logOf(quiesce))
    .toMatch(/Uncaught exception in the main process: Error: a bug with API_TOKEN=/)
  await expect.poll(() => logOf(quiesce)).toContain('a promise that nobody awaits')
  const text = await logOf(quiesce)
  expect(text).toMatch(/^\S+Z Quiesce \d+\.\d+\.\d+ starts, /)
  expect(text).not.toContain('hunter2')
  expect((await stat(pathOf(quiesce))).mode & 0o777).toBe(0o600)
  expect(isAlive(pid)).toBe(true)

  await quiesce.app.evaluate(({ Menu }) => {
    const help = Menu.getApplicationMenu()?.items.find(({ role }) => role === 'help')
    help?.submenu?.items.find(({ label }) => label === 'Show Error Log')?.click()
  })
  await expect.poll(() => openedBy(quiesce)).toEqual([pathOf(quiesce)])
  await page.evaluate(() => (location.hash = '#/settings'))
  await page.getByRole('button', { name: 'Show Error log' }).click()
  await expect.poll(() => openedBy(quiesce)).toEqual([pathOf(quiesce), pathOf(quiesce)])
})

test('a crash of the page and one of the graphics process stand in the error log', async ({ quiesce, page }) => {
  await expect(page.getByRole('main')).toBeVisible()
  const gpu = await quiesce.app.evaluate(({ app }) => app.getAppMetrics().find(({ type }) => type === 'GPU')?.pid)
  expect(gpu).toBeGreaterThan(0)
  process.kill(gpu ?? 0, 'SIGSEGV')
  await expect.poll(() => logOf(quiesce)).toMatch(/GPU \(a process of Chromium\) ended: crashed, exit code \d+/)
  await quiesce.app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer()
  })
  await expect.poll(() => logOf(quiesce)).toMatch(/The window's page ended \(crashed, exit code \d+\)\./)
})
