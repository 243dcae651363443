import { defineConfig } from '@playwright/test'

// Chromium has no sandbox for root: what proves it is run by `npm run e2e:user`, as another user.
const isRoot = process.platform === 'linux' && process.getuid?.() === 0

// Read by each worker too: one that has a display of its own shares neither the focus nor the clipboard with another.
const displays = (process.env['QUIESCE_DISPLAYS'] ?? '').split(' ').filter((display) => display !== '')
const ownDisplay = displays[Number(process.env['TEST_PARALLEL_INDEX'] ?? 0)]
if (ownDisplay !== undefined) process.env['DISPLAY'] = ownDisplay

/** They load the machine, or give it a time within which it must have ended something: nothing else runs beside them. */
const ALONE = [
  'e2e/black-box.e2e.ts',
  'e2e/component-board.e2e.ts',
  'e2e/must-show.e2e.ts',
  'faults/row-04-reload.e2e.ts',
  'faults/row-05-page-hung.e2e.ts',
  'faults/row-20-21-floods.e2e.ts',
  'faults/row-31-suspend.e2e.ts',
  'faults/row-33-two-instances.e2e.ts',
  'faults/row-35-log-out.e2e.ts',
]

/** Real Electron, one app for each display. Run it through `npm run e2e`, which finds Electron and a display. */
export default defineConfig({
  testDir: 'test',
  workers: Math.max(1, displays.length),
  retries: 0,
  fullyParallel: false,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env['CI']),
  snapshotPathTemplate: 'test/e2e/__screenshots__/{arg}{ext}',
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: { trace: 'retain-on-failure', screenshot: 'only-on-failure' },
  projects: [
    {
      name: 'together',
      testMatch: ['e2e/**/*.e2e.ts', 'faults/**/*.e2e.ts'],
      testIgnore: [...ALONE, ...(isRoot ? ['e2e/sandbox.e2e.ts'] : [])],
      outputDir: 'test-results/e2e/together',
    },
    { name: 'alone', testMatch: ALONE, outputDir: 'test-results/e2e/alone' },
  ],
})
