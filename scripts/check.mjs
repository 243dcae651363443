import { ensureDependencies } from './setup/ensure-dependencies.mjs'
import { runScript } from './setup/problem.mjs'
import { runParts, staticParts, unitPart } from './setup/static-parts.mjs'

/* What CI asks before anything else: types, lint, format, dead code, unit tests. */
await runScript(async () => {
  await ensureDependencies()
  const startedAt = Date.now()
  const parts = await runParts([unitPart(), ...staticParts()])
  const failed = parts.filter((part) => !part.passed).map((part) => part.name)
  const seconds = Math.round((Date.now() - startedAt) / 1000)
  process.stdout.write(failed.length === 0 ? `check passed in ${seconds} s\n` : `check failed: ${failed.join(', ')}\n`)
  return failed.length === 0 ? 0 : 1
})
