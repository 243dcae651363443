import { spawn } from 'node:child_process'
import { expect, test } from 'vitest'
import { bench, fixture, isAlive } from './support/workloads'
import { inWords, saying } from '../../support/words'

test('a host that is killed fails its runs, says so, and is started again when it is needed', async () => {
  const { run, hosts, notices } = bench()
  const runs = [run('thread', 'lab/ticker'), run('coroutine', 'lab/coroutine')]
  await Promise.all(runs.map((one) => one.line('')))
  const [host] = hosts
  process.kill(host?.pid ?? 0, 'SIGKILL')
  for (const { end } of runs) {
    expect(await end).toMatchObject({
      how: 'host-lost',
      failure: saying('The host process under it ended with signal SIGKILL.'),
      exit: { code: null, signal: 'SIGKILL' },
    })
  }
  expect(await run('thread', fixture('ends.mjs'), { params: { how: 'value' } }).end).toMatchObject({ how: 'returned' })
  expect(hosts).toHaveLength(2)
  expect(notices).toEqual([expect.stringContaining(`(pid ${host?.pid}) ended with signal SIGKILL`)])
})

test('a host that dies again and again is given up for a while', async () => {
  const { run, hosts } = bench()
  for (let death = 0; death < 5; death += 1) {
    expect(await run('thread', fixture('breaks-host.mjs')).end).toMatchObject({ how: 'host-lost' })
  }
  const end = await run('thread', 'lab/ticker').end
  expect(end).toMatchObject({ how: 'could-not-start' })
  expect(inWords(end.failure)).toMatch(/died 5 times within 60 s and is not started again before another \d+ s/)
  expect(hosts).toHaveLength(5)
})

test('a host whose manager is killed goes with it', async () => {
  const manager = spawn(process.execPath, ['--input-type=module', '-e', MANAGER, hostFile()], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const pid = await new Promise<number>((resolve) => {
    manager.stdout.once('data', (text: Buffer) => resolve(Number(text.toString())))
  })
  expect(isAlive(pid)).toBe(true)
  manager.kill('SIGKILL')
  await expect.poll(() => isAlive(pid), { timeout: 5000 }).toBe(false)
})

/** Starts a host with a thread that never yields in it, and then waits to be killed. */
const MANAGER = `
  import { fork } from 'node:child_process'
  const host = fork(process.argv[1], { serialization: 'advanced', execArgv: [] })
  host.on('message', (message) => {
    if (message.type === 'ready') {
      host.send({ type: 'start', runId: 'a', kind: 'thread', name: 'a', workload: 'lab/busy', pullEveryMs: 1 })
    } else if (message.facts.some(({ fact }) => fact.type === 'log')) console.log(host.pid)
  })
`

function hostFile(): string {
  return new URL('../../../out/engine/host.js', import.meta.url).pathname
}
