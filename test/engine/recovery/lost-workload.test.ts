import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { newDataDir, openEngine, stepOf } from '../../support/test-engine'
import { endIfThere, sleeper, unusual } from '../../support/unusual'
import { askedManager } from '../../faults/support/asked-manager'
import { openFolders } from '../../faults/support/later'
import { watchdogsOver } from '../../faults/support/manager'
import { inWords } from '../../support/words'

afterEach(openFolders.release)

it('a workload was open when Quiesce died, and what it had started lives: its receipt names it, and does not say that its family is gone', async () => {
  const dataDir = newDataDir()
  const seconds = unusual()
  const module = join(dataDir, 'starts.mjs')
  writeFileSync(
    module,
    `import { spawn } from 'node:child_process'
     export default (ctx) => {
       spawn('sleep', ['${seconds}'], { detached: true, stdio: 'ignore' }).unref()
       ctx.stopEvent.wait(1e8)
     }`,
  )
  const manager = await askedManager(dataDir)
  const { id } = await manager.start({ kind: 'thread', name: 'starts', workload: module })
  await expect.poll(() => sleeper(seconds)).toBeDefined()
  const { pid = 0 } = sleeper(seconds) ?? {}
  openFolders.later(() => endIfThere(pid))
  // Nobody is there to end it: neither the manager nor its watchdog.
  manager.child.kill('SIGSTOP')
  for (const watchdog of watchdogsOver(dataDir)) process.kill(watchdog, 'SIGKILL')
  manager.child.kill('SIGKILL')
  await expect.poll(() => manager.child.signalCode).toBe('SIGKILL')
  const test = await openEngine(dataDir)
  const { receipt } = (await test.engine.earlierRun(id)) ?? {}
  if (!receipt) throw new Error('the run has no receipt')
  expect(stepOf(receipt, 'leader-gone').verdict).toBe('yes')
  expect(stepOf(receipt, 'family-gone')).toMatchObject({ verdict: 'unknown' })
  expect(inWords(stepOf(receipt, 'family-gone').evidence)).toContain(`sleep ${seconds} (process ${pid})`)
  expect(test.engine.recovered()[0]?.processes).toEqual([{ pid, command: `sleep ${seconds}` }])
})
