import { expect, test as base } from '@playwright/test'
import type {} from '../../../src/renderer/window'
import { emptyTheBoard } from './empty-board'
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

interface SharedApp {
  readonly sharedApp: Launched
}

/** For tests that leave the app as they found it: one app serves all of them, and its board is empty before each. */
export const boardTest = base.extend<Fixtures, SharedApp>({
  sharedApp: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixture's needs from this pattern
    async ({}, use) => {
      const quiesce = await launchQuiesce()
      await use(quiesce)
      await quiesce.close()
    },
    { scope: 'worker' },
  ],
  quiesce: async ({ sharedApp }, use) => {
    await use(sharedApp)
    await emptyTheBoard(sharedApp)
  },
  page: async ({ quiesce }, use) => {
    await use(quiesce.page)
  },
})

export { expect }
