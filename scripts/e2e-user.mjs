import { join } from 'node:path'
import { handOver, isRoot } from './setup/hand-over.mjs'
import { root } from './setup/places.mjs'
import { runScript } from './setup/problem.mjs'
import { say } from './setup/say.mjs'
import { runAsUser } from './setup/as-user.mjs'

/*
 * `npm run e2e:user`: what Chromium's sandbox does can only be seen by a user who is not root. As root this makes one, and runs
 * test/e2e/sandbox.e2e.ts (or the files given) in a copy that belongs to it.
 */
await runScript(async (args) => {
  const files = args.length > 0 ? args : ['sandbox.e2e.ts']
  if (!isRoot()) {
    say('you are not root, so every end-to-end test runs with the sandbox on: npm run e2e')
    return handOver(process.execPath, [join(root, 'scripts/e2e.mjs'), ...files], { cwd: root, env: process.env })
  }
  const { code, skipped } = await runAsUser(files)
  if (skipped !== undefined) say(`skipped: ${skipped}`)
  return code
})
