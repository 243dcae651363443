import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter'

/** Prints what the demo prints, and nothing of its own unless it broke. */
class PlainReporter implements Reporter {
  onStdOut(chunk: string | Buffer): void {
    process.stdout.write(chunk)
  }

  onTestEnd(_test: TestCase, result: TestResult): void {
    for (const { message = '' } of result.errors) process.stdout.write(`\n${message}\n`)
  }

  onError({ message = '' }: { message?: string }): void {
    process.stdout.write(`\n${message}\n`)
  }

  printsToStdio(): boolean {
    return true
  }
}

// eslint-disable-next-line no-restricted-exports -- Playwright finds a reporter by its default export
export default PlainReporter
