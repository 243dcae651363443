import { join } from 'node:path'
import { ensureBuild } from './setup/ensure-build.mjs'
import { handOver } from './setup/hand-over.mjs'
import { root } from './setup/places.mjs'
import { prepareRuntime } from './setup/prepare.mjs'
import { runScript } from './setup/problem.mjs'

/* `npm run e2e -- stop.e2e.ts`: what follows is given to Playwright. */
await runScript(async (args) => {
  const runtime = await prepareRuntime()
  try {
    await ensureBuild()
    const playwright = join(root, 'node_modules', '@playwright', 'test', 'cli.js')
    return await handOver(process.execPath, [playwright, 'test', ...args], { cwd: root, env: runtime.env })
  } finally {
    await runtime.close()
  }
})
