import { spawn } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { bench, fixture, isAlive } from './support/workloads'

test('a host that is killed fails its runs, says so, and is started again when it is needed', async () => {
  const { run, hosts, notices } = bench()
  const runs = [run('thread', 'lab/ticker'), run('coroutine', 'lab/coroutine')]
  await Promise.all(runs.map((one) => one.line('')))
  const [host] = hosts
  process.kill(host?.pid ?? 0, 'SIGKILL')
  for (const { end } of runs) {
    expect(await end).toMatchObject({
      how: 'host-lost',
      failure: 'The host process under it ended with signal SIGKILL.',
      exit: { code: null, signal: 'SIGKILL' },
    })
  }
  expect(await run('thread', fixture('ends.mjs'), { params: { how: 'value' } }).end).toMatchObject({ how: 'returned' })
  expect(hosts).toHaveLength(2)
  expect(notices).toEqual([expect.stringContaining(`(pid ${host?.pid}) ended with signal SIGKILL`)])
})

test('a worker that aborts its host by an endless array fails its run, and the cause is named', async () => {
  const { run } = bench()
  const end = await run('thread', fixture('breaks-host.mjs'), { params: { how: 'array' } }).end
  expect(['host-lost', 'threw']).toContain(end.how)
  expect(end.failure).toMatch(/memory/)
  expect(await run('thread', fixture('ends.mjs'), { params: { how: 'value' } }).end).toMatchObject({ how: 'returned' })
})

test('a host that dies again and again is given up for a while', async () => {
  const { run, hosts } = bench()
  for (let death = 0; death < 5; death += 1) {
    expect(await run('thread', fixture('breaks-host.mjs')).end).toMatchObject({ how: 'host-lost' })
  }
  const end = await run('thread', 'lab/ticker').end
  expect(end).toMatchObject({ how: 'could-not-start' })
  expect(end.failure).toMatch(/died 5 times within 60 s and is not started again before another \d+ s/)
  expect(hosts).toHaveLength(5)
})

test('native code is not interrupted: its host is left to it, and ended when nothing else runs there', async () => {
  const { run, hosts } = bench()
  const neighbour = run('thread', 'lab/ticker')
  const native = run('thread', fixture('native.mjs'), { params: { seconds: 31.4159 } })
  await Promise.all([neighbour.line('worker: up'), native.line('blocking')])
  const { evidence } = await native.body.deliver('terminate', 'terminate')
  expect(evidence).toContain('waiting for native code')
  expect(native.hasEnded()).toBe(false)
  await new Promise((resolve) => setTimeout(resolve, 2300))
  expect(neighbour.hasEnded()).toBe(false)
  const next = run('thread', 'lab/ticker')
  await next.line('worker: up')
  expect(hosts).toHaveLength(2)
  await neighbour.body.deliver('ask', 'stop')
  expect(await neighbour.end).toMatchObject({ how: 'returned' })
  expect(await native.end).toMatchObject({ how: 'forced' })
  expect(isAlive(hosts[0]?.pid ?? 0)).toBe(false)
  await expect.poll(() => commandLines().some((line) => line.includes('31.4159'))).toBe(false)
  expect(next.hasEnded()).toBe(false)
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

function commandLines(): readonly string[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return pids.map((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    } catch {
      return ''
    }
  })
}

function hostFile(): string {
  return new URL('../../../out/engine/host.js', import.meta.url).pathname
}
