import { prepareElectron } from './setup/prepare.mjs'
import { runScript } from './setup/problem.mjs'

await runScript(async () => {
  process.stdout.write(`${await prepareElectron()}\n`)
})
