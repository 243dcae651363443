import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { axeFindings } from './support/accessibility'
import { card, cardSays, press } from './support/board'
import { define, runOf } from './support/define'
import { launchQuiesce } from './support/launch'
import { POLITE } from './support/programs'
import { expect, test } from './support/quiesce-test'

async function goToAddress(page: Page, hash: string): Promise<void> {
  await page.evaluate((address) => (window.location.hash = address), hash)
}

test('the window is read in Spanish and in English again, with the receipt of a run of an earlier start', async () => {
  test.setTimeout(120_000)
  const dataDir = await mkdtemp(join(tmpdir(), 'quiesce-language-'))
  const first = await launchQuiesce({ dataDir })
  await define(first.page, { kind: 'process', name: 'Server', command: '/bin/sh', args: ['-c', POLITE] })
  await press(first.page, 'Start', 'Server')
  await cardSays(first.page, 'Server', 'ready')
  await press(first.page, 'Stop', 'Server')
  await cardSays(first.page, 'Server', 'stopped')
  await expect.poll(async () => (await runOf(first.page, 'Server')).receipt?.control).toBe('stop')
  const { id } = await runOf(first.page, 'Server')
  await first.close()

  const next = await launchQuiesce({ dataDir })
  const { page } = next
  await page.setViewportSize({ width: 1280, height: 800 })
  await goToAddress(page, '#/settings')
  await page.getByRole('radio', { name: 'Español' }).click()
  await expect(page.getByRole('heading', { name: 'Ajustes', level: 1 })).toBeVisible()
  await expect(page.locator('html[lang="es"]')).toBeVisible()
  expect(await axeFindings(next)).toEqual([])

  await goToAddress(page, '#/board/all')
  await expect(page.getByRole('heading', { name: 'Tablero', level: 1 })).toBeVisible()
  await card(page, 'Server').getByRole('button', { name: 'Arrancar Server', exact: true }).click()
  await cardSays(page, 'Server', 'en marcha')
  expect(await axeFindings(next)).toEqual([])
  await test.info().attach('board', {
    body: await page.screenshot(),
    contentType: 'image/png',
  })

  await goToAddress(page, `#/run/${encodeURIComponent(id)}/receipt`)
  const receipt = page.getByRole('region', { name: 'Recibo de Server' })
  await expect(receipt).toContainText('Limpio')
  await expect(receipt).toContainText('Puertos libres')
  await expect(
    receipt.getByRole('group', { name: /^Pedido: Sí, 0 ms\. Se pidió la detención por el usuario\./ }),
  ).toBeVisible()
  expect(await axeFindings(next)).toEqual([])
  await test.info().attach('receipt', {
    body: await page.screenshot(),
    contentType: 'image/png',
  })

  await goToAddress(page, '#/settings')
  await page.getByRole('radio', { name: 'English' }).click()
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible()
  await expect(page.locator('html[lang="en"]')).toBeVisible()
  await goToAddress(page, `#/run/${encodeURIComponent(id)}/receipt`)
  await expect(page.getByRole('region', { name: 'Receipt of Server' })).toContainText('Clean')
  await next.close()
  await rm(dataDir, { recursive: true })
})
