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
    const quiesce = await launchShown()
    await use(quiesce)
    await quiesce.close()
  },
  page: async ({ quiesce }, use) => {
    await use(quiesce.page)
  },
})

/** The app that serves the tests of one file, and that file. */
interface Served {
  app?: Launched
  file?: string
}

interface SharedApp {
  readonly served: Served
}

/**
 * For tests that leave the app as they found it: one app serves all tests of a file, and its board is empty before each. What
 * else a file changed (messages, stacks, a comparison that was pressed) does not reach the next one.
 */
export const boardTest = base.extend<Fixtures, SharedApp>({
  served: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixture's needs from this pattern
    async ({}, use) => {
      const served: Served = {}
      await use(served)
      await served.app?.close()
    },
    { scope: 'worker' },
  ],
  quiesce: async ({ served }, use, { file }) => {
    const quiesce = await appFor(served, file)
    await use(quiesce)
    await emptyTheBoard(quiesce)
  },
  page: async ({ quiesce }, use) => {
    await use(quiesce.page)
  },
})

async function appFor(served: Served, file: string): Promise<Launched> {
  if (served.app !== undefined && served.file === file) return served.app
  const last = served.app
  delete served.app
  await last?.close()
  served.file = file
  return (served.app = await launchShown())
}

/** With its first page drawn, and all behind it built: keys that are pressed before that reach nobody, and no menu is there. */
async function launchShown(): Promise<Launched> {
  const quiesce = await launchQuiesce()
  await expect(quiesce.page.getByRole('main')).toBeVisible()
  await quiesce.page.evaluate(() => window.quiesce.getSettings())
  return quiesce
}

export { expect }
