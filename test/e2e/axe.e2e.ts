import type { Page } from '@playwright/test'
import { axeFindings } from './support/accessibility'
import { cardSays, goTo, press } from './support/board'
import { define } from './support/define'
import { closeByEscape } from './support/keyboard'
import type { Launched } from './support/launch'
import { boardTest as test, expect } from './support/quiesce-test'

const THEMES = ['light', 'dark'] as const

async function goToAddress(page: Page, hash: string): Promise<void> {
  await page.evaluate((address) => (window.location.hash = address), hash)
}

async function look(quiesce: Launched, where: string): Promise<readonly string[]> {
  return (await axeFindings(quiesce)).map((finding) => `${where}: ${finding}`)
}

for (const theme of THEMES) {
  test(`axe-core finds nothing in settings, comparison, sheets and selection, ${theme}`, async ({ quiesce, page }) => {
    test.setTimeout(120_000)
    await page.evaluate((choice) => window.quiesce.setTheme({ theme: choice }), theme)
    await page.reload()
    const found: string[] = []
    await goToAddress(page, '#/settings')
    await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible()
    await page.getByLabel('Grace for a new command').fill('-1')
    found.push(...(await look(quiesce, 'settings with an error')))

    await goToAddress(page, '#/lab/compare')
    found.push(...(await look(quiesce, 'comparison, before')))
    await page.getByRole('button', { name: 'Start all nine' }).click()
    await expect(page.getByRole('listitem', { name: 'Generator' })).toContainText(/running/i)
    await page.getByLabel('Prediction for Thread').selectOption('refused')
    await page.getByRole('button', { name: 'Press Cancel for all' }).click()
    await expect(page.getByRole('listitem', { name: 'Coroutine', exact: true })).toContainText('Ends and cleans up')
    found.push(...(await look(quiesce, 'comparison, after')))
    await page.getByRole('button', { name: 'End what is left' }).click()
    await expect(page.getByRole('button', { name: 'Start again' })).toBeEnabled()

    await goTo(page, 'board')
    await page.keyboard.press('?')
    const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
    await expect(sheet).toBeVisible()
    found.push(...(await look(quiesce, 'shortcuts')))
    await closeByEscape(page, sheet)
    await page.keyboard.press('Control+k')
    const palette = page.getByRole('dialog', { name: 'Command palette' })
    await expect(palette).toBeVisible()
    found.push(...(await look(quiesce, 'palette')))
    await closeByEscape(page, palette)

    for (const name of ['One', 'Two']) {
      await define(page, { kind: 'thread', name, workload: 'lab/ticker' })
      await press(page, 'Start', name)
      await cardSays(page, name, 'running')
    }
    await quiesce.app.evaluate(({ app }) => app.quit())
    await expect(page.getByRole('dialog', { name: 'Quit Quiesce?' })).toBeVisible()
    found.push(...(await look(quiesce, 'the question before quitting')))
    await page.getByRole('button', { name: 'Keep open' }).click()
    await page.getByLabel('Groups').selectOption('phase')
    await page.getByRole('article', { name: 'One' }).focus()
    await page.keyboard.press('Control+a')
    found.push(...(await look(quiesce, 'selection in groups')))
    await page.getByRole('button', { name: 'Stop selected' }).click()
    await expect(page.getByRole('region', { name: 'Receipt for all' })).toContainText('2 clean')
    found.push(...(await look(quiesce, 'receipt for all')))
    await page.getByRole('button', { name: 'Close the receipt for all' }).click()
    await page.getByRole('button', { name: 'Select none' }).click()
    await page.getByLabel('Groups').selectOption('none')
    await page.evaluate(() => window.quiesce.setTheme({ theme: 'system' }))
    expect(found).toEqual([])
  })
}
