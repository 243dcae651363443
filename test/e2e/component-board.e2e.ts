import { execFileSync } from 'node:child_process'
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { KINDS } from '../../src/contract/kind'
import type {} from '../../src/renderer/window'
import { launchQuiesce, type Launched } from './support/launch'

const ROOT = join(import.meta.dirname, '../..')
/** The runtime that the pictures were made with. The fonts come with the app. */
const PICTURED = { platform: 'linux', electron: '33.2.1' } as const
const NOON = new Date('2026-06-01T12:00:00Z')

let folder = ''
let quiesce: Launched | undefined

/** A build of its own with the board in it, so that the product is never built with it. */
test.beforeAll(async () => {
  test.setTimeout(120_000)
  folder = await mkdtemp(join(tmpdir(), 'quiesce-component-board-'))
  for (const part of ['out', 'package.json', 'resources']) {
    await cp(join(ROOT, part), join(folder, part), { recursive: true })
  }
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  const bundler = join(ROOT, 'node_modules/electron-vite/bin/electron-vite.js')
  execFileSync(process.execPath, [bundler, 'build', '--logLevel', 'warn', '--outDir', join(folder, 'out')], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: 'production', VITE_COMPONENT_BOARD: '1' },
    stdio: 'pipe',
  })
  quiesce = await launchQuiesce({ root: folder, env: { TZ: 'UTC' } })
  const { page, app } = quiesce
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1_280, 800))
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.clock.setFixedTime(NOON)
  await page.evaluate(() => (window.location.hash = '#/component-board'))
  // A card under the pointer has another shadow.
  await page.mouse.move(2, 2)
  // Three hundred cards at once, on whatever machine this is.
  await expect(page.getByRole('heading', { name: 'process', exact: true })).toBeVisible({ timeout: 60_000 })
})

test.afterAll(async () => {
  await quiesce?.close()
  await rm(folder, { recursive: true, force: true })
})

async function openBoard(theme: 'light' | 'dark'): Promise<Page> {
  if (quiesce === undefined) throw new Error('The app was not started.')
  const { page } = quiesce
  await page.evaluate(async (shown) => {
    // Thousands of colours would change at once, each by a transition that a picture waits for: half a minute was seen.
    const still = new CSSStyleSheet()
    still.replaceSync('*, ::before, ::after { transition: none !important; animation: none !important; }')
    document.adoptedStyleSheets = [still]
    document.documentElement.dataset['theme'] = shown
    await document.fonts.ready
  }, theme)
  return page
}

async function whyNotComparable(): Promise<string | undefined> {
  const electron = await quiesce?.app.evaluate(() => process.versions.electron)
  if (process.platform === PICTURED.platform && electron === PICTURED.electron) return undefined
  return `The pictures were made on ${PICTURED.platform} with Electron ${PICTURED.electron}; this is ${process.platform} with Electron ${electron ?? '?'}.`
}

test('every kind, phase, outcome and verdict has its card', async () => {
  const page = await openBoard('light')
  const perKind = 5 + 6 * 8
  await expect(page.getByRole('article')).toHaveCount(KINDS.length * perKind)
})

for (const theme of ['light', 'dark'] as const) {
  test(`the cards look as they did, ${theme}`, async () => {
    test.setTimeout(240_000)
    const page = await openBoard(theme)
    const why = await whyNotComparable()
    test.skip(why !== undefined, why)
    for (const kind of KINDS) {
      await page.getByRole('heading', { name: kind, exact: true, level: 2 }).evaluate((heading) => {
        heading.scrollIntoView({ block: 'start' })
      })
      await expect(page.getByRole('main')).toHaveScreenshot(`${theme}-${kind}.png`, {
        maxDiffPixels: 40,
        timeout: 30_000,
      })
    }
    // What ended looks the same for each kind but for its icon: the rest of one tells all.
    const main = page.getByRole('main')
    for (let screen = 1; screen <= 3; screen += 1) {
      await page.getByRole('heading', { name: 'process', exact: true, level: 2 }).evaluate((heading, screens) => {
        heading.scrollIntoView({ block: 'start' })
        heading.closest('main')?.scrollBy({ top: screens * 760 })
      }, screen)
      await expect(main).toHaveScreenshot(`${theme}-process-${String(screen)}.png`, {
        maxDiffPixels: 40,
        timeout: 30_000,
      })
    }
  })
}
