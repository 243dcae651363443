import { join } from 'node:path'
import { card, cardSays } from './support/board'
import { chooseNext } from './support/dialogs'
import { test, expect } from './support/quiesce-test'

const PROCFILE = join(import.meta.dirname, '../fixtures/stacks/shop/Procfile')

test('a newcomer starts a demo, stops it, reads its receipt, opens a Procfile, stops it and quits, led by the window alone', async ({
  quiesce,
  page,
}) => {
  test.setTimeout(90_000)
  await expect(page.getByRole('heading', { name: 'Nothing to stop yet' })).toBeVisible()
  await page.getByRole('button', { name: 'Open the lab' }).click()
  await page.getByRole('button', { name: 'Start Ticker', exact: true }).click()

  // The card of the demo says what to press.
  const demo = page.getByRole('region', { name: 'Ticker', exact: true })
  await expect(demo).toContainText('Then press Stop')
  await expect(demo).toContainText('worker: tick N, seen')
  await demo.getByRole('button', { name: 'Stop Ticker' }).click()
  await expect(demo).toContainText(/stopped/i)
  await demo.getByRole('button', { name: 'Receipt of Ticker' }).click()
  const receipt = page.getByRole('region', { name: 'Receipt of Ticker' })
  await expect(receipt).toContainText('Clean')
  await expect(receipt.getByRole('list', { name: /^Timeline/ })).toContainText('Cleanup finished')
  await page.getByRole('button', { name: 'Close run' }).click()

  await chooseNext(quiesce, PROCFILE)
  await page.getByRole('navigation').getByRole('button', { name: 'Open a stack…' }).click()
  const preview = page.getByRole('dialog')
  await expect(preview).toContainText('Nothing is started')
  await preview.getByRole('button', { name: 'Open stack' }).click()
  const tasks = page.getByRole('region', { name: 'Tasks in the order of their start' }).getByRole('article')
  await expect.poll(() => tasks.count()).toBeGreaterThan(1)
  const count = await tasks.count()
  await page.getByRole('button', { name: 'Start all', exact: true }).click()
  await expect(page.getByRole('main')).toContainText(`${String(count)} of ${String(count)} running`, {
    timeout: 20_000,
  })
  await page.getByRole('button', { name: 'Stop all', exact: true }).click()
  await expect(page.getByRole('region', { name: 'The last stop' })).toContainText(
    `${String(count)} of ${String(count)} runs are gone`,
    { timeout: 20_000 },
  )

  await page.getByRole('link', { name: /^All/ }).click()
  await expect(card(page, 'Ticker')).toBeVisible()
  await cardSays(page, 'Ticker', 'clean')
  expect(await quiesce.close()).toBe(0)
})
