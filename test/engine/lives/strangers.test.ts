import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { createServer as createTls } from 'node:https'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { ProcessTaskSpec } from '@contract/task'
import { command, eventOf, newDataDir, openEngine, phaseOf, snapshotOf } from '../../support/test-engine'
import { freePort } from './free-port'
import { inWords } from '../../support/words'

const LISTEN = (port: number, host = '127.0.0.1'): string =>
  `require('http').createServer((q, a) => a.end('ok')).listen(${port}, '${host}', () => console.log('listening'))`

/** A program that listens, in a process that is no run's. */
async function stranger(port: number): Promise<{ readonly pid: number; readonly end: () => Promise<unknown> }> {
  const child = spawn(process.execPath, ['-e', LISTEN(port)], {
    env: { PATH: process.env['PATH'] },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  await once(child.stdout, 'data')
  const end = (): Promise<unknown> => {
    const gone = once(child, 'close')
    child.kill('SIGKILL')
    return gone
  }
  return { pid: child.pid ?? -1, end }
}

const deaf = (ready: ProcessTaskSpec['ready']): ProcessTaskSpec =>
  command('deaf', 'sleep', ['100'], { ...(ready && { ready }) })

test.each([
  ['a port', (port: number) => ({ port })],
  ['an address', (port: number) => ({ http: `http://localhost:${port}/` })],
])('%s that a stranger held before makes no run ready, and the stranger is named', async (_what, probe) => {
  const port = await freePort()
  const { pid } = await stranger(port)
  const t = await openEngine()
  const run = t.start(deaf({ probe: probe(port), everyMs: 50, timeoutMs: 600 }))
  const receipt = await t.engine.ended(run.id)
  expect(receipt.outcome).toBe('failed')
  const held = `Port ${port} is held by ${process.execPath} -e`
  expect(inWords(receipt.failure)).toContain(`It was not ready within 600 ms. ${held}`)
  expect(inWords(receipt.failure)).toContain(`(process ${pid}), which is not of this run.`)
  // It is told while it can be helped, once and not at each look.
  const told = t
    .eventsOf(run.id)
    .filter(({ type, text }) => type === 'warning' && text.startsWith(`main: not ready: ${held}`))
  expect(told).toHaveLength(1)
})

test('a run is ready once it has its port, though a stranger had it before', async () => {
  const port = await freePort()
  const blocker = createServer((_request, answer) => answer.end())
  await once(blocker.listen(port, '127.0.0.1'), 'listening')
  const t = await openEngine()
  // It takes the port as soon as it can.
  const code = `const s = require('net').createServer(); s.on('error', () => setTimeout(() => s.listen(${port}, '127.0.0.1'), 20)); s.listen(${port}, '127.0.0.1')`
  const run = t.start(command('web', process.execPath, ['-e', code], { ready: { probe: { port }, everyMs: 50 } }))
  await eventOf(t, run.id, 'warning', /not ready: Port/)
  expect(t.engine.run(run.id)?.ready).toBe(false)
  await new Promise((resolve) => blocker.close(resolve))
  await snapshotOf(t.engine, run.id, (each) => each.ready === true)
  expect((await eventOf(t, run.id, 'ready')).text).toBe(`main: ready: A connection to port ${port} was accepted.`)
})

test('another run that takes the port later is a stranger too, and named by its run', async () => {
  const port = await freePort()
  const t = await openEngine()
  const waiting = t.start(deaf({ probe: { port }, everyMs: 50, timeoutMs: 60_000 }))
  await phaseOf(t, waiting.id, 'running')
  const other = t.start(
    command('the other', process.execPath, ['-e', LISTEN(port)], { ready: { probe: { port }, everyMs: 50 } }),
  )
  await snapshotOf(t.engine, other.id, (each) => each.ready === true)
  expect((await eventOf(t, waiting.id, 'warning', /not ready/)).text).toContain(
    `Port ${port} is held by the run the other: `,
  )
  expect(t.engine.run(waiting.id)?.ready).toBe(false)
})

test('somebody who came after the start may serve the run, as the daemon of a container does: it is ready, and says by whom', async () => {
  const port = await freePort()
  const t = await openEngine()
  const run = t.start(deaf({ probe: { port }, everyMs: 50 }))
  await phaseOf(t, run.id, 'running')
  const { pid, end } = await stranger(port)
  await snapshotOf(t.engine, run.id, (each) => each.ready === true)
  await end()
  expect((await eventOf(t, run.id, 'ready')).text).toMatch(
    new RegExp(`\\(process ${pid}\\), which is not of the family of this run\\.$`),
  )
})

test('a task may say that anybody may answer for it', async () => {
  const port = await freePort()
  await stranger(port)
  const t = await openEngine()
  const run = t.start(deaf({ probe: { http: `http://127.0.0.1:${port}/`, listener: 'any' }, everyMs: 50 }))
  await snapshotOf(t.engine, run.id, (each) => each.ready === true)
})

test.each(['127.0.0.1', '::1'])('a server on %s is ready by its port', async (host) => {
  const port = await freePort()
  const t = await openEngine()
  const run = t.start(
    command('web', process.execPath, ['-e', LISTEN(port, host)], { ready: { probe: { port }, everyMs: 50 } }),
  )
  await snapshotOf(t.engine, run.id, (each) => each.ready === true)
})

test.skipIf(spawnSync('openssl', ['version']).status !== 0)(
  'an own certificate for another name, long over, is good enough on this machine',
  async () => {
    const folder = newDataDir()
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
    const words = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1']
    spawnSync('openssl', [...words, '-subj', '/CN=elsewhere.example', '-keyout', key, '-out', cert])
    const server = createTls({ key: readFileSync(key), cert: readFileSync(cert) }, (_request, answer) => answer.end())
    onTestFinished(() => void server.close())
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('it listens on no port')
    const t = await openEngine()
    const probe = { http: `https://localhost:${address.port}/`, listener: 'any' } as const
    const run = t.start(deaf({ probe, everyMs: 50 }))
    await snapshotOf(t.engine, run.id, (each) => each.ready === true)
    expect((await eventOf(t, run.id, 'ready')).text).toContain('answered with status 200')
  },
)
