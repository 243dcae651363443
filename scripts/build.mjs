import { ensureBuild } from './setup/ensure-build.mjs'
import { ensureDependencies } from './setup/ensure-dependencies.mjs'
import { runScript } from './setup/problem.mjs'

await runScript(async () => {
  await ensureDependencies()
  await ensureBuild({ force: true })
})
