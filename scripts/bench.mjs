import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readOptions } from '../bench/options.mjs'
import { chartOf } from '../bench/report/chart.mjs'
import { measuredPart, withMeasured } from '../bench/report/page.mjs'
import { peersTable } from '../bench/report/peers-table.mjs'
import { plainTable, tableLines } from '../bench/report/table.mjs'
import { rowOf, targetOf, verdictOf } from '../bench/rows.mjs'
import { ensureBuild } from './setup/ensure-build.mjs'
import { ensureDependencies } from './setup/ensure-dependencies.mjs'
import { root } from './setup/places.mjs'
import { prepareRuntime } from './setup/prepare.mjs'
import { runScript, SetupProblem } from './setup/problem.mjs'
import { say } from './setup/say.mjs'

/* `npm run bench -- --only stop,burst --quick`. Builds, measures, prints one table, and writes the page and the results. */
await runScript(async (args) => {
  const options = optionsOf(args)
  await ensureDependencies()
  // Built first: from the display on, whoever interrupts is answered by the bench itself.
  await ensureBuild()
  const { runBench } = await import('../bench/run.mjs')
  const runtime = await prepareRuntime()
  try {
    const result = await runBench(options, runtime, join(root, 'out'), say)
    process.stdout.write(`\n${plainTable(tableLines(result.rows, result.failures))}\n`)
    if (result.peers?.rows) process.stdout.write(`\n${peersTable(result.peers.rows)}\n`)
    if (options.write) await writeDown(result)
    return Object.keys(result.failures).length === 0 ? 0 : 1
  } finally {
    await runtime.close()
  }
})

function optionsOf(args) {
  try {
    return readOptions(args)
  } catch (error) {
    throw new SetupProblem(error.message)
  }
}

/** Formatted as the house formats, so that a run leaves nothing for the next check to complain about. */
async function writeDown(result) {
  const { format, resolveConfig } = await import('prettier')
  const write = async (path, text) => {
    const file = join(root, path)
    writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }))
  }
  const rows = Object.fromEntries(
    Object.entries(result.rows).map(([id, seen]) => {
      const row = rowOf(id)
      return [id, { ...seen, unit: row.unit, target: targetOf(row), verdict: verdictOf(row, seen.value) }]
    }),
  )
  await write('bench/results.json', JSON.stringify({ ...result, rows }))
  await write(
    'docs/performance.md',
    withMeasured(readFileSync(join(root, 'docs/performance.md'), 'utf8'), measuredPart(result)),
  )
  writeFileSync(join(root, 'docs/performance.svg'), chartOf(result.rows))
  say('written: bench/results.json, docs/performance.md, docs/performance.svg')
}
