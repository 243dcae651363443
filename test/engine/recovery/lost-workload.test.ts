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

it('of two workloads that were lost, each receipt names what its own code had started; what shows no run is named by both as of either', async () => {
  const dataDir = newDataDir()
  const [own, other, unmarked] = [unusual(), unusual(), unusual()]
  const startOf = (seconds: string, env = 'process.env'): string =>
    `spawn('sleep', ['${seconds}'], { detached: true, stdio: 'ignore', env: ${env} }).unref()`
  const moduleThat = (name: string, starts: string): string => {
    const module = join(dataDir, name)
    writeFileSync(
      module,
      `import { spawn } from 'node:child_process'
       export default (ctx) => {
         ${starts}
         ctx.stopEvent.wait(1e8)
       }`,
    )
    return module
  }
  const withoutRun = '(({ QUIESCE_RUN_ID, ...rest }) => rest)(process.env)'
  const first = moduleThat('first.mjs', startOf(own))
  const second = moduleThat('second.mjs', `${startOf(other)}\n${startOf(unmarked, withoutRun)}`)
  const manager = await askedManager(dataDir)
  const runs = [
    await manager.start({ kind: 'thread', name: 'first', workload: first }),
    await manager.start({ kind: 'thread', name: 'second', workload: second }),
  ] as const
  const pids: number[] = []
  for (const seconds of [own, other, unmarked]) {
    await expect.poll(() => sleeper(seconds)).toBeDefined()
    const { pid = 0 } = sleeper(seconds) ?? {}
    pids.push(pid)
    openFolders.later(() => endIfThere(pid))
  }
  manager.child.kill('SIGSTOP')
  for (const watchdog of watchdogsOver(dataDir)) process.kill(watchdog, 'SIGKILL')
  manager.child.kill('SIGKILL')
  await expect.poll(() => manager.child.signalCode).toBe('SIGKILL')
  const test = await openEngine(dataDir)
  const evidence = await Promise.all(
    runs.map(async ({ id }) => {
      const { receipt } = (await test.engine.earlierRun(id)) ?? {}
      return receipt && inWords(stepOf(receipt, 'family-gone').evidence)
    }),
  )
  const start = 'It ran inside Quiesce, and ended with it. What it had started is still running:'
  const either = `What a workload of that start had started is still running: sleep ${unmarked} (process ${pids[2]}).`
  expect(evidence).toEqual([
    `${start} sleep ${own} (process ${pids[0]}). ${either}`,
    `${start} sleep ${other} (process ${pids[1]}). ${either}`,
  ])
})
