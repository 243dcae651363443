import { defineConfig } from '@playwright/test'

/** `npm run demo`: no test run, but the same driver. What it prints is the cleanup log. */
export default defineConfig({
  testDir: 'test/demo',
  testMatch: '**/*.demo.ts',
  outputDir: 'test-results/demo',
  workers: 1,
  timeout: 10 * 60_000,
  reporter: [['./test/demo/plain-reporter.ts']],
})
