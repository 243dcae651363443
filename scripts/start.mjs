import { ensureBuild } from './setup/ensure-build.mjs'
import { chromiumFlags, handOver, isRoot } from './setup/hand-over.mjs'
import { root } from './setup/places.mjs'
import { prepareRuntime } from './setup/prepare.mjs'
import { runScript } from './setup/problem.mjs'
import { say } from './setup/say.mjs'

await runScript(async (args) => {
  const runtime = await prepareRuntime()
  try {
    await ensureBuild()
    if (isRoot()) say("running as root, so Chromium's sandbox is off (--no-sandbox); as another user it is on")
    return await handOver(runtime.electron, [...chromiumFlags(runtime.env), '.', ...args], {
      cwd: root,
      env: runtime.env,
    })
  } finally {
    await runtime.close()
  }
})
