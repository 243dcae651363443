import { copyFileSync, existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { runAsUser } from './as-user.mjs'
import { handOver, isRoot } from './hand-over.mjs'
import { root } from './places.mjs'

const tool = (path) => join(root, 'node_modules', path)

export function vitestSuite(project) {
  const report = join(root, 'test-results', `${project}.json`)
  const reporters = ['--reporter', 'default', '--reporter', 'json', '--outputFile.json', report]
  const args = [tool('vitest/vitest.mjs'), 'run', '--project', project, '--passWithNoTests', ...reporters]
  return { name: project, args, report, read: countVitest, empty: () => false }
}

/** `together` in as many workers as there are displays, `alone` one after the other. */
export function playwrightSuite(project) {
  const report = join(root, 'test-results', `e2e-${project}.json`)
  const folder = join(root, 'test', 'e2e')
  const empty = () => !existsSync(folder) || !readdirSync(folder).some((name) => name.endsWith('.e2e.ts'))
  const workers = project === 'alone' ? ['--workers', '1'] : []
  const args = [tool('@playwright/test/cli.js'), 'test', '--project', project, ...workers]
  const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: report }
  return { name: `e2e, ${project}`, args, env, report, read: countPlaywright, empty }
}

/** What only a user who is not root can see. Everybody else has it in the end-to-end tests already. */
export async function runUserSuite() {
  if (!isRoot()) return { passed: 0, failed: 0, skipped: 0 }
  process.stdout.write('\n== e2e as a user, with the sandbox on\n')
  const { code, report, skipped } = await runAsUser(['sandbox.e2e.ts'])
  if (skipped !== undefined) {
    process.stdout.write(`skipped: ${skipped}\n`)
    return { passed: 0, failed: 0, skipped: 1 }
  }
  const counts = readCounts(report, countPlaywright)
  if (!counts) return lost(`The suite as a user ended with code ${code} and left no report: counted as one failure.`)
  copyFileSync(report, join(root, 'test-results', 'e2e-user.json'))
  return counts
}

/** Runs one suite in the foreground and answers its counts, taken from its report and never from its exit code alone. */
export async function runSuite({ name, args, env: own = {}, report, read, empty }, env) {
  process.stdout.write(`\n== ${name}\n`)
  if (empty()) {
    process.stdout.write('there is no test yet\n')
    return { passed: 0, failed: 0, skipped: 0 }
  }
  const code = await handOver(process.execPath, args, { cwd: root, env: { ...env, ...own } })
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
