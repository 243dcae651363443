import { ensureBuild } from './setup/ensure-build.mjs'
import { handOver, rootFlags } from './setup/hand-over.mjs'
import { root } from './setup/places.mjs'
import { prepareRuntime } from './setup/prepare.mjs'
import { runScript } from './setup/problem.mjs'
import { say } from './setup/say.mjs'

await runScript(async (args) => {
  const runtime = await prepareRuntime()
  try {
    await ensureBuild()
    const flags = rootFlags()
    if (flags.length > 0) say(`running as root, so Chromium's sandbox is off (${flags.join(' ')}); as another user it is on`)
    return await handOver(runtime.electron, [...flags, '.', ...args], { cwd: root, env: runtime.env })
  } finally {
    await runtime.close()
  }
})
