import type { ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { axeFindings } from './support/accessibility'
import { cardSays } from './support/board'
import { launchQuiesce } from './support/launch'
import { exited, isAlive, POLITE, startDemo, startProgram } from './support/programs'
import { expect, test } from './support/quiesce-test'

/** The promise of the black box: what became of each run stands in the window this soon after its page has loaded. */
const NAMED_WITHIN_MS = 2_000

function rowOf(page: Page, name: string) {
  return page
    .getByRole('region', { name: 'What became of earlier runs' })
    .getByRole('listitem')
    .filter({ hasText: name })
}

test('after a SIGKILL over running tasks the next start names each run; the living are adopted, stopped or left, by keyboard', async () => {
  test.setTimeout(120_000)
  const dataDir = await mkdtemp(join(tmpdir(), 'quiesce-black-box-'))
  const pids: number[] = []
  const apps: ChildProcess[] = []
  try {
    const first = await launchQuiesce({ dataDir })
    apps.push(first.app.process())
    const kept: Record<string, number> = {}
    for (const name of ['Adopted', 'Stopped', 'Left']) {
      const { pid } = await startProgram(first, name, POLITE, { keepRunning: true })
      kept[name] = pid
      pids.push(pid)
    }
    const ended = await startProgram(first, 'Watched', POLITE)
    await startDemo(first, 'ticker-stop')
    const gone = exited(first)
    first.app.process().kill('SIGKILL')
    await gone
    await expect.poll(() => isAlive(ended.pid)).toBe(false)
    for (const pid of pids) expect(isAlive(pid)).toBe(true)

    const next = await launchQuiesce({ dataDir })
    apps.push(next.app.process())
    const { page } = next
    const panel = page.getByRole('region', { name: 'What became of earlier runs' })
    await expect(panel).toContainText('5 runs were open when Quiesce ended', { timeout: NAMED_WITHIN_MS })
    await expect(panel).toContainText('3 are still alive')
    for (const name of Object.keys(kept)) await expect(rowOf(page, name)).toContainText('Found alive')
    await expect(rowOf(page, 'Watched')).toContainText('Ended by the watchdog')
    await expect(rowOf(page, 'Ticker')).toContainText('It ran inside Quiesce, and ended with it.')
    expect(await axeFindings(next)).toEqual([])

    await page.getByRole('button', { name: 'Adopt: Adopted' }).focus()
    await page.keyboard.press('Enter')
    await expect(rowOf(page, 'Adopted')).toContainText('It is on the board again.')
    await cardSays(page, 'Adopted', 'running')
    // The button has gone, and the focus has not left the panel.
    await page.keyboard.press('Tab')
    await expect(panel.locator(':focus')).toBeVisible()

    await page.getByRole('button', { name: 'Stop cleanly: Stopped' }).focus()
    await page.keyboard.press('Enter')
    await expect(rowOf(page, 'Stopped')).toContainText('Clean')
    await expect.poll(() => isAlive(kept['Stopped'] ?? 0)).toBe(false)

    await page.getByRole('button', { name: 'Leave: Left' }).focus()
    await page.keyboard.press('Enter')
    await expect(rowOf(page, 'Left')).toContainText('Quiesce watches it no more')
    await expect(panel).toContainText('Nothing of them is left to decide')
    expect(isAlive(kept['Left'] ?? 0)).toBe(true)

    // What is only in the journal opens too.
    await page.getByRole('link', { name: 'Its receipt: Watched' }).click()
    await expect(page.getByRole('complementary', { name: 'Opened run: Watched' })).toContainText(
      'How it ended is not known. The watchdog sent a signal to its family when Quiesce had died',
    )
    await page.keyboard.press('Escape')

    await panel.getByRole('button', { name: 'Close' }).click()
    await expect(panel).toHaveCount(0)
    await page.reload()
    await cardSays(page, 'Adopted', 'running')
    await expect(panel).toHaveCount(0)
    // It may stay, and would: the person's own Stop ends it.
    await page.getByRole('button', { name: 'Stop Adopted' }).click()
    await cardSays(page, 'Adopted', 'stopped')
    // The app's own check would find it, as it should: it is still marked as a run that it was told of.
    process.kill(-(kept['Left'] ?? 0), 'SIGKILL')
    await next.close()
  } finally {
    for (const app of apps) if (app.exitCode === null && app.signalCode === null) app.kill('SIGKILL')
    for (const pid of pids) if (isAlive(pid)) process.kill(-pid, 'SIGKILL')
    await rm(dataDir, { recursive: true, force: true })
  }
})
