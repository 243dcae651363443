import { test as base } from '@playwright/test'
import type {} from '../../../src/renderer/window'
import { launchQuiesce, type Launched } from './launch'

interface Fixtures {
  /** The app, started for this test alone. After the test nothing of it may be alive. */
  readonly quiesce: Launched
}

export const test = base.extend<Fixtures>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixture's needs from this pattern
  quiesce: async ({}, use) => {
    const quiesce = await launchQuiesce()
    await use(quiesce)
    await quiesce.close()
  },
  page: async ({ quiesce }, use) => {
    await use(quiesce.page)
  },
})

export { expect } from '@playwright/test'
