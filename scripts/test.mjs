import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuild } from './setup/ensure-build.mjs'
import { root } from './setup/places.mjs'
import { prepareRuntime } from './setup/prepare.mjs'
import { runScript } from './setup/problem.mjs'
import { runParts, staticParts } from './setup/static-parts.mjs'
import { playwrightSuite, runSuite, vitestSuite } from './setup/suites.mjs'

/* Everything, from a bare clone. Closes with one line of counts; the exit code is 0 only if none failed and one passed. */
await runScript(async () => {
  const runtime = await prepareRuntime()
  const counts = []
  try {
    rmSync(join(root, 'test-results'), { recursive: true, force: true })
    mkdirSync(join(root, 'test-results'), { recursive: true })
    await ensureBuild()
    for (const suite of [vitestSuite('unit'), vitestSuite('engine'), playwrightSuite()]) {
      counts.push(await runSuite(suite, runtime.env))
    }
    heading('types, lint, format, dead code')
    for (const part of await runParts(staticParts()))
      counts.push({ passed: +part.passed, failed: +!part.passed, skipped: 0 })
  } finally {
    await runtime.close()
  }
  const sum = (key) => counts.reduce((total, count) => total + count[key], 0)
  process.stdout.write(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped\n`)
  return sum('failed') === 0 && sum('passed') > 0 ? 0 : 1
})

function heading(text) {
  process.stdout.write(`\n== ${text}\n`)
}
