import { existsSync, readdirSync, readFileSync, writeFileSync, mkdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { root } from './setup/places.mjs'
import { runScript } from './setup/problem.mjs'
import { faultRows } from './setup/fault-rows.mjs'

const results = join(root, 'test-results')

/**
 * `npm run reliability`: the fault matrix as the last test run left it, from the reports in test-results. A test belongs to a row
 * when its title or its file begins with `row NN`. With `--write` it becomes docs/reliability.md.
 */
await runScript((args) => {
  const tests = readReports()
  const rows = faultRows.map((fault, index) => rowOf(index + 1, fault, tests))
  const file = args.includes('--write') ? join(root, 'docs/reliability.md') : join(results, 'reliability.md')
  mkdirSync(results, { recursive: true })
  writeFileSync(file, page(rows))
  const count = (result) => rows.filter((row) => row.result.startsWith(result)).length
  const missing = rows.filter((row) => row.result === 'missing').map((row) => row.number)
  process.stdout.write(
    `fault matrix: ${count('passed')} rows passed, ${count('FAILED')} failed, ${count('skipped')} skipped, ` +
      `${missing.length} missing${missing.length > 0 ? ` (${missing.join(', ')})` : ''}: ${relative(root, file)}\n`,
  )
})

function readReports() {
  if (!existsSync(results)) return []
  return readdirSync(results)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => {
      try {
        const report = JSON.parse(readFileSync(join(results, name), 'utf8'))
        return report.testResults ? vitestTests(report) : playwrightTests(report)
      } catch {
        return []
      }
    })
}

function vitestTests(report) {
  return report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ title, fullName, status }) => ({
      file: inProject(name),
      titles: [title, fullName],
      state: status === 'passed' ? 'passed' : status === 'failed' ? 'failed' : 'skipped',
    })),
  )
}

function playwrightTests({ suites = [], config }) {
  return suites.flatMap((suite) => [
    ...(suite.specs ?? []).map(({ title, file, tests }) => ({
      file: inProject(join(config?.rootDir ?? join(root, 'test'), file)),
      titles: [title],
      state: tests.every(({ status }) => status === 'skipped')
        ? 'skipped'
        : tests.every(({ status }) => status === 'expected' || status === 'skipped')
          ? 'passed'
          : 'failed',
    })),
    ...playwrightTests({ suites: suite.suites, config }),
  ])
}

/** The reports name files where they were run, which may have been a copy. */
function inProject(file) {
  const place = file.replaceAll('\\', '/').lastIndexOf('/test/')
  return place < 0 ? file : file.slice(place + 1)
}

function rowOf(number, fault, tests) {
  const own = tests.filter((test) => rowsOf(test).includes(number))
  const files = [...new Set(own.map((test) => test.file))].sort()
  return { number, fault, files, result: resultOf(own) }
}

/** `row 07 …` is one row, `rows 14, 15 and 16 …` are three. The title counts before the file that it stands in. */
function rowsOf({ file, titles }) {
  for (const text of [...titles, file.split('/').at(-1)]) {
    const numbers = /^rows?[ -]((?:\d\d?(?:,? and |, |[ -]|(?=\D)))+)/.exec(`${text} `)?.[1]
    if (numbers) return numbers.match(/\d+/g).map(Number)
  }
  return []
}

function resultOf(tests) {
  if (tests.length === 0) return 'missing'
  const count = (state) => tests.filter((test) => test.state === state).length
  const skipped = count('skipped') > 0 ? `, ${count('skipped')} skipped` : ''
  if (count('failed') > 0) return `FAILED: ${count('failed')} of ${tests.length} tests`
  if (count('passed') === 0) return `skipped: ${tests.length} tests`
  return `passed: ${count('passed')} ${count('passed') === 1 ? 'test' : 'tests'}${skipped}`
}

function page(rows) {
  const lines = rows.map(({ number, fault, files, result }) => {
    const links = files.map((file) => `[${file.split('/').at(-1)}](../${file})`).join('<br>')
    return `| ${number} | ${fault} | ${links || '–'} | ${result} |`
  })
  return `# What must be survived

Every fault is injected for real: processes are killed, disks filled, files cut. Written by \`npm run reliability -- --write\` from
the reports of a test run; a row without a test says *missing*, one that cannot run here *skipped*.

| row | fault | tests | result |
| --- | --- | --- | --- |
${lines.join('\n')}
`
}
