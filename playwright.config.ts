import { defineConfig } from '@playwright/test'

// Chromium has no sandbox for root: what proves it is run by `npm run e2e:user`, as another user.
const isRoot = process.platform === 'linux' && process.getuid?.() === 0

/** Real Electron, one app at a time. Run it through `npm run e2e`, which finds Electron and a display. */
export default defineConfig({
  testDir: 'test',
  testMatch: ['e2e/**/*.e2e.ts', 'faults/**/*.e2e.ts'],
  testIgnore: isRoot ? ['e2e/sandbox.e2e.ts'] : [],
  outputDir: 'test-results/e2e',
  workers: 1,
  retries: 0,
  fullyParallel: false,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env['CI']),
  snapshotPathTemplate: 'test/e2e/__screenshots__/{arg}{ext}',
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: { trace: 'retain-on-failure', screenshot: 'only-on-failure' },
})
