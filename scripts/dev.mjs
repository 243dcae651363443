import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ensureEngineBuild } from './setup/ensure-build.mjs'
import { chromiumFlags, handOver } from './setup/hand-over.mjs'
import { root } from './setup/places.mjs'
import { prepareRuntime } from './setup/prepare.mjs'
import { runScript } from './setup/problem.mjs'

const tool = (path) => join(root, 'node_modules', path)

/* The page reloads in place; a change in main or preload restarts the app; a change in the engine shows at the next start. */
await runScript(async (args) => {
  const runtime = await prepareRuntime()
  await ensureEngineBuild()
  const engine = spawn(
    process.execPath,
    [tool('vite/bin/vite.js'), 'build', '--config', 'vite.engine.config.ts', '--watch', '--emptyOutDir', 'false'],
    { cwd: root, stdio: 'inherit', env: { ...runtime.env, NODE_ENV: 'development' } },
  )
  try {
    const app = [
      tool('electron-vite/bin/electron-vite.js'),
      'dev',
      '--watch',
      '--',
      ...chromiumFlags(runtime.env),
      ...args,
    ]
    return await handOver(process.execPath, app, { cwd: root, env: runtime.env })
  } finally {
    engine.kill('SIGTERM')
    await runtime.close()
  }
})
