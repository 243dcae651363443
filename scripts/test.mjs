import { mkdirSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { ensureBuild } from './setup/ensure-build.mjs'
import { ensureTestServices } from './setup/ensure-test-services.mjs'
import { root } from './setup/places.mjs'
import { prepareRuntime } from './setup/prepare.mjs'
import { runScript, SetupProblem } from './setup/problem.mjs'
import { runParts, staticParts } from './setup/static-parts.mjs'
import { runCommand } from './setup/run-command.mjs'
import { playwrightSuite, runSuite, runUserSuite, vitestSuite } from './setup/suites.mjs'

const oneFailure = { passed: 0, failed: 1, skipped: 0 }
const none = { passed: 0, failed: 0, skipped: 0 }
/** How many windows the end-to-end tests open at a time: each test waits more than it works. */
const sideBySide = Math.min(Math.max(1, availableParallelism()), 4)

/* Everything, from a bare clone. Closes with one line of counts; the exit code is 0 only if none failed and one passed. */
await runScript(async () => {
  const counts = []
  await ensureTestServices()
  const runtime = await orFailure(() => prepareRuntime({ displays: sideBySide }), counts)
  try {
    if (runtime) counts.push(...(await runEverything(runtime.env)))
  } finally {
    await runtime?.close()
  }
  const sum = (key) => counts.reduce((total, count) => total + count[key], 0)
  process.stdout.write(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped\n`)
  return sum('failed') === 0 && sum('passed') > 0 ? 0 : 1
})

async function runEverything(env) {
  rmSync(join(root, 'test-results'), { recursive: true, force: true })
  mkdirSync(join(root, 'test-results'), { recursive: true })
  const counts = []
  const built = await orFailure(async () => (await ensureBuild(), true), counts)
  // Without a build the unit tests can still say what is wrong.
  for (const name of built ? ['unit', 'engine'] : ['unit']) counts.push(await runSuite(vitestSuite(name), env))
  // Read beside the windows, which wait more than they work.
  let said = ''
  const checked = runParts(staticParts(), { aside: true, print: (text) => (said += text) })
  if (built) {
    for (const name of ['together', 'alone']) counts.push(await runSuite(playwrightSuite(name), env))
    counts.push((await orFailure(runUserSuite, counts)) ?? none)
  }
  const table = await runCommand(process.execPath, [join(root, 'scripts/reliability-table.mjs')])
  process.stdout.write(`\n${table.output}`)
  const parts = await checked
  process.stdout.write(`\n== types, lint, format, dead code\n${said}`)
  return [...counts, ...parts.map(({ passed }) => ({ passed: Number(passed), failed: Number(!passed), skipped: 0 }))]
}

/** Counts a set-up that failed as one failure, so that the last line is there whatever happens. */
async function orFailure(work, counts) {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof SetupProblem)) throw error
    process.stdout.write(`\n${error.message}\n`)
    counts.push(oneFailure)
    return undefined
  }
}
