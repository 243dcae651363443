import type { ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator } from '@playwright/test'
import { axeFindings } from './support/accessibility'
import { launchQuiesce } from './support/launch'
import { leaveBy } from './support/leaving'
import { inBothThemes, ZOOMED_SIZES } from './support/look'
import { settled } from './support/settled'
import { exited, isAlive, POLITE, startProgram, STUBBORN } from './support/programs'
import { expect, test } from './support/quiesce-test'
import { unreachable } from './support/zoom'

/** How much of the window's height it takes. */
function shareOf(place: Locator): Promise<number> {
  return place.evaluate((element) => element.getBoundingClientRect().height / window.innerHeight)
}

test('at 200 % what became of earlier runs is read and decided, and the last wait before quitting is read', async () => {
  test.setTimeout(180_000)
  const dataDir = await mkdtemp(join(tmpdir(), 'quiesce-zoom-'))
  const pids: number[] = []
  const apps: ChildProcess[] = []
  try {
    const first = await launchQuiesce({ dataDir })
    apps.push(first.app.process())
    for (const name of ['Left', 'One of them whose name is longer than its line has room for']) {
      pids.push((await startProgram(first, name, POLITE, { keepRunning: true })).pid)
    }
    const crashed = exited(first)
    first.app.process().kill('SIGKILL')
    await crashed
    const next = await launchQuiesce({ dataDir })
    apps.push(next.app.process())
    const { page } = next
    const panel = page.getByRole('region', { name: 'What became of earlier runs' })
    const found: string[] = []
    for (const size of ZOOMED_SIZES) {
      const here = await inBothThemes(next, size, async (look) => {
        await expect(panel).toContainText('2 are still alive')
        // There is no room for the runs and the board: what is asked stands in two lines until somebody wants to see more.
        await expect(panel.getByRole('list')).toBeHidden()
        await expect.poll(() => shareOf(panel)).toBeLessThan(0.25)
        await look('recovered runs')
        await panel.getByRole('button', { name: 'Show them' }).press('Enter')
        await expect(panel.getByRole('button', { name: 'Adopt: Left' })).toBeInViewport({ ratio: 1 })
        await expect.poll(() => shareOf(panel)).toBeLessThan(0.65)
        await look('recovered runs unfolded')
      })
      found.push(...here.map((one) => `${size.width}: ${one}`))
    }
    await page.getByRole('button', { name: 'Stop cleanly: Left' }).press('Enter')
    await expect.poll(() => isAlive(pids[0] ?? 0)).toBe(false)
    await page.getByRole('button', { name: /^Stop cleanly: One of them/ }).press('Enter')
    await expect.poll(() => isAlive(pids[1] ?? 0)).toBe(false)
    await expect(panel).toContainText('Nothing of them is left to decide')

    // Nothing ends by itself while it is looked at.
    const patient = [{ send: 'SIGTERM', patienceMs: 100_000 }] as const
    pids.push((await startProgram(next, 'Stubborn', STUBBORN, { stopPolicy: patient })).pid)
    await page.evaluate(() => window.quiesce.changeSettings({ quitGraceMs: 100_000 }))
    await next.app.evaluate(({ app }) => app.quit())
    await page.getByRole('button', { name: 'Stop all and quit' }).press('Enter')
    await expect(page.getByRole('dialog', { name: 'Quitting Quiesce' })).toContainText('0 of 1 run has ended.')
    await settled(page)
    found.push(...(await unreachable(page)), ...(await axeFindings(next)))
    await page.getByRole('button', { name: 'End the rest now' }).focus()
    expect(await leaveBy(next, () => page.keyboard.press('Enter'))).toBe(0)
    expect(found).toEqual([])
  } finally {
    for (const app of apps) if (app.exitCode === null && app.signalCode === null) app.kill('SIGKILL')
    for (const pid of pids) if (isAlive(pid)) process.kill(-pid, 'SIGKILL')
    await rm(dataDir, { recursive: true, force: true })
  }
})
