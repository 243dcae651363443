import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { ProcessTaskSpec } from '@contract/task'
import { command, eventOf, newDataDir, openEngine, phaseOf, shell, snapshotOf, stepOf } from '../../support/test-engine'
import { freePort } from './free-port'
import { inWords } from '../../support/words'

/** A program that listens after a while, says that it will and that it does, and leaves on SIGTERM. */
function server(name: string, port: number, more: Partial<ProcessTaskSpec> = {}): ProcessTaskSpec {
  const code = `const s = require('http').createServer((q, a) => a.end('ok'))
    setTimeout(() => {
      console.log('binding')
      s.listen(${port}, '127.0.0.1', () => console.log('listening'))
    }, 150)
    process.on('SIGTERM', () => process.exit(0))`
  return command(name, process.execPath, ['-e', code], more)
}

test('a run is ready when its port answers, and not before', async () => {
  const port = await freePort()
  const t = await openEngine()
  const run = t.start(server('web', port, { ready: { probe: { port }, everyMs: 20 } }))
  expect(run.ready).toBe(false)
  const ready = await snapshotOf(t.engine, run.id, (each) => each.ready === true)
  expect(ready.phase).toBe('running')
  expect((await eventOf(t, run.id, 'ready')).text).toContain(`port ${port}`)
  // Its port answers from `binding` on; `listening` it may say later than it is seen.
  const types = t.typesOf(run.id)
  expect(t.linesOf(run.id)[0]).toBe('binding')
  expect(types.indexOf('line')).toBeLessThan(types.indexOf('ready'))
})

test.each([
  ['a line', () => ({ line: 'listening' })],
  ['an address', (port: number) => ({ http: `http://127.0.0.1:${port}/` })],
  [
    'a command',
    (port: number) => ({
      command: [
        process.execPath,
        '-e',
        `fetch('http://127.0.0.1:${port}').then(() => process.exit(0), () => process.exit(1))`,
      ],
    }),
  ],
])('readiness by %s', async (_name, probeOf) => {
  const port = await freePort()
  const t = await openEngine()
  const run = t.start(server('web', port, { ready: { probe: probeOf(port), everyMs: 50 } }))
  await snapshotOf(t.engine, run.id, (each) => each.ready === true)
  await t.engine.stop(run.id)
  expect((await t.engine.ended(run.id)).verdict).toBe('clean')
})

test('a run that is not ready in time is stopped, and counts as failed with the reason', async () => {
  const t = await openEngine()
  const run = t.start(command('never', 'sleep', ['100'], { ready: { probe: { line: 'hello' }, timeoutMs: 200 } }))
  const receipt = await t.engine.ended(run.id)
  expect(receipt.outcome).toBe('failed')
  expect(inWords(receipt.failure)).toBe('It was not ready within 200 ms. It did not print "hello".')
  expect(receipt.origin).toBe('time-limit')
})

test('a start brings up what it depends on and waits until that is ready; the end goes the other way', async () => {
  const [dbPort, webPort] = [await freePort(), await freePort()]
  const t = await openEngine()
  t.engine.define(server('db', dbPort, { ready: { probe: { port: dbPort }, everyMs: 20 } }), { saved: false })
  const web = t.start(
    server('web', webPort, { dependsOn: [{ task: 'db', until: 'ready' }], ready: { probe: { line: 'listening' } } }),
  )
  expect(t.engine.run(web.id)?.phase).toBe('pending')
  expect(inWords(t.engine.run(web.id)?.waitingFor)).toBe('db to be ready')
  await snapshotOf(t.engine, web.id, (run) => run.ready === true)
  const order = t.events
    .filter((event) => event.type === 'ready' || event.type === 'run-started')
    .map((event) => `${event.name} ${event.type}`)
  expect(order).toEqual(['db run-started', 'db ready', 'web run-started', 'web ready'])
  await t.engine.close('stop')
  const gone = t.events.filter((event) => event.type === 'gone').map((event) => event.name)
  expect(gone).toEqual(['web', 'db'])
})

test('a dependency that ends first fails the one that waits, with its outcome', async () => {
  const t = await openEngine()
  t.engine.define(shell('sleep 0.2; exit 4', { name: 'migrate' }), { saved: false })
  const app = t.start(command('app', 'sleep', ['100'], { dependsOn: [{ task: 'migrate', until: 'ready' }] }))
  // It has no readiness check, so it is ready as soon as it runs.
  await phaseOf(t, app.id, 'running')
  const late = t.start(command('late', 'sleep', ['100'], { dependsOn: [{ task: 'migrate', until: 'completed' }] }))
  const receipt = await t.engine.ended(late.id)
  expect(receipt.outcome).toBe('failed')
  expect(inWords(receipt.failure)).toBe('It waited for migrate to have completed, but that ended first: failed.')
  expect(stepOf(receipt, 'leader-gone').verdict).toBe('not-applicable')
})

test('a dependency that nobody defined fails the start and names it', async () => {
  const t = await openEngine()
  const run = t.start(command('app', 'true', [], { dependsOn: [{ task: 'nobody', until: 'ready' }] }))
  const receipt = await t.engine.ended(run.id)
  expect(inWords(receipt.failure)).toBe('dependsOn: got "nobody", expected the name of a task that is defined.')
})

test('a pending start can be cancelled, and then never begins', async () => {
  const t = await openEngine()
  t.engine.define(command('slow', 'sleep', ['100'], { ready: { probe: { line: 'never printed' } } }), { saved: false })
  const run = t.start(
    command('app', 'touch', [join(t.dataDir, 'began')], { dependsOn: [{ task: 'slow', until: 'ready' }] }),
  )
  await phaseOf(t, run.id, 'pending')
  expect(await t.engine.cancel(run.id)).toEqual({ accepted: true })
  const receipt = await t.engine.ended(run.id)
  expect(receipt.outcome).toBe('cancelled')
  expect(t.typesOf(run.id)).not.toContain('run-started')
})

test('a start waits for its port and names who holds it', async () => {
  const t = await openEngine()
  const blocker = createServer()
  const port = await freePort()
  await new Promise<void>((resolve) => blocker.listen(port, '127.0.0.1', resolve))
  const run = t.start(server('web', port, { ports: [port] }))
  const waiting = await snapshotOf(t.engine, run.id, (each) => /held by/.test(inWords(each.waitingFor)))
  expect(inWords(waiting.waitingFor)).toContain(`port ${port}, held by`)
  expect(inWords(waiting.waitingFor)).toContain(`process ${process.pid}`)
  await new Promise((resolve) => blocker.close(resolve))
  await phaseOf(t, run.id, 'running')
})

test('a port held by a run of ours is named by that run', async () => {
  const port = await freePort()
  const t = await openEngine()
  const first = t.start(server('holder', port, { ready: { probe: { port }, everyMs: 20 } }))
  await snapshotOf(t.engine, first.id, (each) => each.ready === true)
  const second = t.start(server('wanting', port, { ports: [port] }))
  const waiting = await snapshotOf(t.engine, second.id, (each) => /held by the run/.test(inWords(each.waitingFor)))
  expect(inWords(waiting.waitingFor)).toContain('held by the run holder')
  await t.engine.stop(first.id)
  await phaseOf(t, second.id, 'running')
})

test('a failing task starts again with growing pauses until its limit, and says that it gave up', async () => {
  const t = await openEngine()
  const task = t.engine.define(
    shell('exit 3', { name: 'crash', restart: { when: 'on-failure', pauseMs: 20, limit: 4 } }),
    { saved: false },
  )
  const waits: string[] = []
  t.engine.onRunChange((run) => {
    const waitingFor = inWords(run.waitingFor)
    if (waitingFor.startsWith('its restart') && waits.at(-1) !== waitingFor) waits.push(waitingFor)
  })
  t.engine.start(task.id)
  const gaveUp = await new Promise<string>((resolve) => {
    t.engine.onEvent((event) => {
      if (event.type === 'warning' && event.text.includes('gave up')) resolve(event.text)
    })
  })
  expect(gaveUp).toBe('main: gave up after 4 starts in a row')
  const runs = t.engine.runs()
  expect(runs.map((run) => run.attempt ?? 1)).toEqual([1, 2, 3, 4])
  expect(waits).toEqual([20, 40, 80].map((ms, index) => `its restart in ${ms} ms, start ${index + 2} in a row`))
  const pauses = runs.slice(1).map((run) => (run.startsAt ?? 0) - run.createdAt)
  expect(pauses.map((pause) => Math.round(pause / 10) * 10)).toEqual([20, 40, 80])
})

test('a run that somebody stopped does not start again', async () => {
  const t = await openEngine()
  const run = t.start(command('kept', 'sleep', ['100'], { restart: { when: 'always', pauseMs: 0 } }))
  await phaseOf(t, run.id, 'running')
  await t.engine.stop(run.id)
  await t.engine.ended(run.id)
  await new Promise(setImmediate)
  expect(t.engine.runs()).toHaveLength(1)
})

test('an unhealthy run is restarted', async () => {
  const port = await freePort()
  const code = `let sick = false
    const s = require('http').createServer((q, a) => { a.statusCode = sick ? 500 : 200; a.end(); if (q.url === '/hurt') sick = true })
    s.listen(${port}, '127.0.0.1', () => console.log('listening')); process.on('SIGTERM', () => process.exit(0))`
  const t = await openEngine()
  const probe = { http: `http://127.0.0.1:${port}/` }
  const run = t.start(
    command('web', process.execPath, ['-e', code], {
      ports: [port],
      // Until it listens it is not ill.
      ready: { probe: { line: 'listening' } },
      health: { probe, everyMs: 100, misses: 2 },
    }),
  )
  await snapshotOf(t.engine, run.id, (each) => each.healthy === true)
  await fetch(`http://127.0.0.1:${port}/hurt`)
  const receipt = await t.engine.ended(run.id)
  expect(receipt.origin).toBe('restart')
  expect(receipt.reason).toContain('answered with status 500')
  const next = t.engine.runs().at(-1)
  expect(next?.id).not.toBe(run.id)
  if (next) await phaseOf(t, next.id, 'running')
})

test('a changed file restarts the task, once for a burst of changes', async () => {
  const folder = newDataDir()
  mkdirSync(join(folder, 'src'))
  writeFileSync(join(folder, 'src', 'a.txt'), '1')
  const t = await openEngine()
  const run = t.start(
    command('watched', 'sh', ['-c', 'echo up; exec sleep 100'], {
      cwd: folder,
      watch: { paths: ['src'], quietMs: 100 },
    }),
  )
  await eventOf(t, run.id, 'line', /up/)
  // The watcher reports its readiness to nobody: keep changing the file until it is seen.
  const touching = setInterval(() => writeFileSync(join(folder, 'src', 'a.txt'), String(Math.random())), 400)
  const receipt = await t.engine.ended(run.id)
  clearInterval(touching)
  expect(receipt.reason).toBe('src/a.txt changed.')
  expect(receipt.verdict).toBe('clean')
})

test('env files are read in order, and a missing one fails the start with its path', async () => {
  const folder = newDataDir()
  writeFileSync(join(folder, 'one.env'), 'A=one\nB=one\n# a comment\n')
  writeFileSync(join(folder, 'two.env'), 'B="two words"\n')
  const t = await openEngine()
  const good = t.start(shell('echo "$A/$B/$C"', { cwd: folder, envFiles: ['one.env', 'two.env'], env: { C: 'own' } }))
  expect((await eventOf(t, good.id, 'line', /\//)).text).toBe('one/two words/own')
  const bad = t.start(shell('true', { cwd: folder, envFiles: ['missing.env'] }))
  expect(inWords((await t.engine.ended(bad.id)).failure)).toBe(
    `envFiles.0: got "${join(folder, 'missing.env')}", expected a file of NAME=value lines: there is no such file.`,
  )
})

test('a cleanup contract is checked after the stop, and each broken promise is named', async () => {
  const folder = newDataDir()
  const t = await openEngine()
  const kept = shell('trap "rm -f lock; echo bye; exit 0" TERM; touch lock; echo up; while :; do sleep 0.05; done', {
    cwd: folder,
    expect: { filesGone: ['lock'], printed: 'bye', exitCodes: [0] },
  })
  const good = t.start(kept)
  await eventOf(t, good.id, 'line', /up/)
  await t.engine.stop(good.id)
  const clean = await t.engine.ended(good.id)
  expect(clean.leaks).toEqual([])
  expect(clean.verdict).toBe('clean')

  const broken = t.start({ ...kept, command: 'touch lock; echo bye; echo up; exec sleep 100' })
  await eventOf(t, broken.id, 'line', /up/)
  await t.engine.stop(broken.id)
  const receipt = await t.engine.ended(broken.id)
  expect(receipt.verdict).toBe('leaked')
  expect(receipt.leaks.map((leak) => leak.what)).toEqual([
    `${join(folder, 'lock')} is still there`,
    '"bye" was not printed',
    'it ended with SIGTERM, expected 0',
  ])
})

test('who holds the shutdown: each process, what it does with the signal, and the remedy', async () => {
  const t = await openEngine()
  const run = t.start(
    shell(`sh -c 'trap "" TERM; echo deaf; while :; do sleep 0.1; done' & wait`, {
      stopPolicy: [
        { send: 'SIGTERM', patienceMs: 1_500 },
        { send: 'SIGKILL', patienceMs: 2_000 },
      ],
    }),
  )
  await eventOf(t, run.id, 'line', /deaf/)
  const report = await t.engine.whoHolds(run.id)
  expect(report.signal).toBe('SIGTERM')
  expect(report.route[0]).toMatchObject({ fate: 'ended', stopsHere: true })
  expect(report.holders.some((holder) => holder.fate === 'ignored')).toBe(true)
  expect(report.remedy).toContain('will not react to SIGTERM')
  await t.engine.stop(run.id)
  const receipt = await t.engine.ended(run.id)
  expect(receipt.survivors.map((survivor) => survivor.endedBy)).toContain('SIGKILL')
})
