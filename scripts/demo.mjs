import { join } from 'node:path'
import { ensureBuild } from './setup/ensure-build.mjs'
import { handOver } from './setup/hand-over.mjs'
import { root } from './setup/places.mjs'
import { prepareRuntime } from './setup/prepare.mjs'
import { runScript } from './setup/problem.mjs'

/* Drives the real window through the lab, prints the cleanup log as it goes and renews docs/screenshots. */
await runScript(async (args) => {
  const runtime = await prepareRuntime()
  try {
    await ensureBuild()
    const playwright = join(root, 'node_modules', '@playwright', 'test', 'cli.js')
    const demo = [playwright, 'test', '--config', 'playwright.demo.config.ts', ...args]
    return await handOver(process.execPath, demo, { cwd: root, env: runtime.env })
  } finally {
    await runtime.close()
  }
})
