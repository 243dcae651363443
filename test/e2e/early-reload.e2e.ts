import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { launchQuiesce } from './support/launch'

const RELOADING_APP = join(import.meta.dirname, '../fixtures/reloading-app')

test('a page that is loaded again before its first load ended is no failed start', async () => {
  const quiesce = await launchQuiesce({ root: RELOADING_APP })
  await expect(quiesce.page.locator('main')).toBeVisible()
  expect((await quiesce.page.evaluate(() => window.quiesce.getSnapshot())).ok).toBe(true)
  expect(quiesce.errors()).not.toContain('ERR_')
  await quiesce.close()
})
