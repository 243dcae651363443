import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { handOver } from './hand-over.mjs'
import { root } from './places.mjs'

const tool = (path) => join(root, 'node_modules', path)

export function vitestSuite(project) {
  const report = join(root, 'test-results', `${project}.json`)
  const reporters = ['--reporter', 'default', '--reporter', 'json', '--outputFile.json', report]
  const args = [tool('vitest/vitest.mjs'), 'run', '--project', project, '--passWithNoTests', ...reporters]
  return { name: project, args, report, read: countVitest, empty: () => false }
}

export function playwrightSuite() {
  const report = join(root, 'test-results', 'e2e.json')
  const folder = join(root, 'test', 'e2e')
  const empty = () => !existsSync(folder) || !readdirSync(folder).some((name) => name.endsWith('.e2e.ts'))
  return { name: 'e2e', args: [tool('@playwright/test/cli.js'), 'test'], report, read: countPlaywright, empty }
}

/** Runs one suite in the foreground and answers its counts, taken from its report and never from its exit code alone. */
export async function runSuite({ name, args, report, read, empty }, env) {
  process.stdout.write(`\n== ${name}\n`)
  if (empty()) {
    process.stdout.write('there is no test yet\n')
    return { passed: 0, failed: 0, skipped: 0 }
  }
  const code = await handOver(process.execPath, args, { cwd: root, env })
  const counts = readCounts(report, read)
  if (!counts) return lost(`The suite ${name} ended with code ${code} and left no report: counted as one failure.`)
  if (code !== 0 && counts.failed === 0) {
    const end = `The suite ${name} ended with code ${code}, though its report names no failed test: counted as one failure.`
    return { ...counts, failed: lost(end).failed }
  }
  return counts
}

function lost(sentence) {
  process.stdout.write(`${sentence}\n`)
  return { passed: 0, failed: 1, skipped: 0 }
}

function readCounts(report, read) {
  try {
    return read(JSON.parse(readFileSync(report, 'utf8')))
  } catch {
    return undefined
  }
}

/** A file that does not load has no tests to fail: it counts as one. */
function countVitest(report) {
  const unloaded = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  }
}

function countPlaywright({ stats, errors }) {
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length, skipped: stats.skipped }
}
