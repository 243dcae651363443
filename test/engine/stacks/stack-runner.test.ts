import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { StackRunner } from '@engine/index'
import type { Engine } from '@contract/engine'
import type { RunSnapshot } from '@contract/run'
import type { ReadStack, StackAnswer } from '@contract/stack'
import { openEngine } from '../../support/test-engine'

const SHOP = join(import.meta.dirname, '../../fixtures/stacks/six-programs')
const NAMES = ['db', 'cache', 'queue', 'api', 'worker', 'web']
const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'quiesce-shop-'))
  folders.push(folder)
  return folder
}

function writeStack(text: string, folder = newFolder()): string {
  const file = join(folder, 'quiesce.yaml')
  writeFileSync(file, text)
  return file
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}

/** The fixture with ports that are free now: six, a hundred apart, as Foreman counts them. */
async function shop(): Promise<{ file: string; ports: readonly number[] }> {
  // Below those that the kernel gives to whoever asks for any: nobody takes one in between.
  for (let first = 12_000 + Math.floor(Math.random() * 90); ; first += 97) {
    const ports = NAMES.map((_, index) => first + index * 100)
    if (!(await Promise.all(ports.map(isFree))).every(Boolean)) continue
    const folder = newFolder()
    cpSync(SHOP, folder, { recursive: true })
    for (const name of ['.env', 'quiesce.yaml']) {
      const text = readFileSync(join(folder, name), 'utf8')
      writeFileSync(
        join(folder, name),
        text.replaceAll(/47[1-6]00/g, (port) => String(first + Number(port) - 47_100)),
      )
    }
    return { file: join(folder, 'quiesce.yaml'), ports }
  }
}

function opened(answer: StackAnswer): ReadStack {
  if (!answer.ok) throw new Error(answer.issues.map(({ message }) => message).join('\n'))
  return answer
}

/** Resolves when all these runs are ready (or run, where they have no check), with the names in the order of that. */
function allReady(engine: Engine, runs: readonly RunSnapshot[]): Promise<readonly string[]> {
  const order: string[] = []
  return new Promise((resolve, reject) => {
    const look = (run: RunSnapshot): void => {
      if (!runs.some(({ id }) => id === run.id)) return
      if (run.phase === 'ended')
        reject(new Error(`${run.name}: ${run.receipt?.verdict ?? ''} ${run.receipt?.failure?.code ?? ''}`))
      if (run.phase !== 'running' || run.ready === false || order.includes(run.name)) return
      order.push(run.name)
      if (order.length === runs.length) {
        undo()
        resolve(order)
      }
    }
    const undo = engine.onRunChange(look)
    for (const { id } of runs) {
      const now = engine.run(id)
      if (now) look(now)
    }
  })
}

test('six real commands of a Procfile: ready in order, stopped in reverse, one receipt for all', async () => {
  const { engine } = await openEngine()
  const stacks = new StackRunner(engine)
  const { file, ports } = await shop()

  const { stack } = opened(await stacks.openFile(file))
  expect(stack.tasks.map(({ name }) => name)).toEqual(NAMES)
  expect(engine.runs()).toEqual([])

  const start = stacks.startAll('shop')
  expect(start).toMatchObject({ accepted: true, alreadyRunning: [] })
  expect(start.started).toHaveLength(6)
  const ready = await allReady(engine, start.started)
  const before = (first: string, second: string): void => {
    expect(ready.indexOf(first), `${first} before ${second} in ${ready.join(' ')}`).toBeLessThan(ready.indexOf(second))
  }
  before('cache', 'queue')
  before('queue', 'api')
  before('db', 'api')
  before('queue', 'worker')
  before('api', 'web')
  // No command began before what it waits for was ready.
  const startedAt = (name: string): number => engine.runs().find((run) => run.name === name)?.startedAt ?? 0
  expect(startedAt('web')).toBeGreaterThanOrEqual(startedAt('api'))
  expect(await Promise.all(ports.map(isFree))).toEqual(ports.map(() => false))

  const stop = stacks.stopAll('shop')
  expect(stacks.stopAll('shop')).toBe(stop)
  expect(stacks.startAll('shop')).toMatchObject({
    accepted: false,
    reason: expect.stringContaining('is being stopped') as string,
  })
  const receipt = await stop

  expect(receipt.receipts).toHaveLength(6)
  expect(receipt).toMatchObject({ stack: 'shop', stillThere: [], survivors: [], leaks: [], verdicts: { clean: 6 } })
  const entry = (name: string) => receipt.order.find((one) => one.name === name)!
  const pairs = [
    ['web', 'api'],
    ['api', 'db'],
    ['api', 'queue'],
    ['worker', 'queue'],
    ['queue', 'cache'],
  ] as const
  for (const [dependent, dependency] of pairs) {
    expect(entry(dependency).askedMs, `${dependency} is asked when ${dependent} is gone`).toBeGreaterThanOrEqual(
      entry(dependent).goneMs,
    )
  }
  // What nobody depends on any more does not wait for others: worker is asked at once, beside web.
  expect(entry('worker').askedMs).toBeLessThan(entry('web').goneMs)
  expect(receipt.sentence).toMatch(
    /^shop: 6 of 6 runs are gone after \d+\.\d s, in the order .*cache.* \(6 clean\)\. Nothing was left behind/,
  )
  expect(
    receipt.receipts.every(({ origin, reason }) => origin === 'user' && reason === 'the stack shop was asked to stop'),
  ).toBe(true)
  expect(await Promise.all(ports.map(isFree))).toEqual(ports.map(() => true))
  expect((await stacks.stopAll('shop')).sentence).toBe('shop: nothing was running.')
})

test('a restart stops all, and starts all again on the same ports', async () => {
  const { engine } = await openEngine()
  const stacks = new StackRunner(engine)
  const { file } = await shop()
  opened(await stacks.openFile(file))
  await allReady(engine, stacks.startAll('shop').started)
  const { receipt, start } = await stacks.restartAll('shop')
  expect(receipt.receipts.map(({ origin }) => origin)).toEqual(Array(6).fill('restart'))
  expect(start.started).toHaveLength(6)
  await allReady(engine, start.started)
  expect((await stacks.stopAll('shop')).verdicts).toEqual({ clean: 6 })
})

test('a stop while some still wait for others withdraws those that never began', async () => {
  const { engine } = await openEngine()
  const stacks = new StackRunner(engine)
  const node = process.execPath
  opened(
    await stacks.openFile(
      writeStack(
        `version: 1\nname: waits\ntasks:\n  never: { command: [${node}, -e, "setInterval(() => 0, 1e6)"], ready: { line: never said } }\n  after: { command: [${node}, -e, "process.exit(3)"], dependsOn: [never] }\n`,
      ),
    ),
  )
  const { started } = stacks.startAll('waits')
  expect(started.map(({ name }) => name)).toEqual(['never', 'after'])
  const receipt = await stacks.stopAll('waits')
  expect(receipt.order.map(({ name }) => name)).toEqual(['after', 'never'])
  const after = receipt.receipts.find(({ name }) => name === 'after')
  expect(after).toMatchObject({ outcome: 'cancelled' })
  expect(after?.exit).toBeUndefined()
})

test('one that does not go keeps what it stands on from being asked, and the receipt names both', async () => {
  const { engine } = await openEngine()
  const stacks = new StackRunner(engine)
  const node = process.execPath
  const stubborn = "process.on('SIGTERM', () => 0); console.log('up'); setInterval(() => 0, 1e6)"
  opened(
    await stacks.openFile(
      writeStack(
        `version: 1\nname: held\ntasks:\n  base: { command: [${node}, -e, "setInterval(() => 0, 1e6)"] }\n  top:\n    command: [${node}, -e, "${stubborn}"]\n    dependsOn: base\n    ready: { line: up }\n    stop: { steps: [{ send: SIGTERM, patience: 100ms }] }\n`,
      ),
    ),
  )
  const { started } = stacks.startAll('held')
  await allReady(engine, started)
  const receipt = await stacks.stopAll('held')
  expect(receipt.receipts).toEqual([])
  expect(receipt.stillThere).toMatchObject([
    { name: 'top', asked: true },
    { name: 'base', asked: false, why: 'It was not asked: top depends on it and is still there.' },
  ])
  expect(receipt.sentence).toMatch(
    /^held: 0 of 2 runs are gone after .*Still there: top\. .*Still there: base\. It was not asked/,
  )
  expect(await stacks.restartAll('held')).toMatchObject({
    start: { accepted: false, reason: expect.stringContaining('still there are top, base') as string },
  })
  expect(stacks.close('held')).toMatchObject({ closed: false })
  const top = started.find(({ name }) => name === 'top')!
  await engine.terminate(top.id)
  await engine.ended(top.id)
  expect((await stacks.stopAll('held')).order.map(({ name }) => name)).toEqual(['base'])
})

test('opened again, its tasks are replaced and its live runs go on', async () => {
  const { engine } = await openEngine()
  const stacks = new StackRunner(engine)
  const node = process.execPath
  const folder = newFolder()
  const stay = `{ command: [${node}, -e, "setInterval(() => 0, 1e6)"] }`
  const file = writeStack(
    `version: 1\nname: again\ntasks: { a: ${stay}, b: ${stay}, soon: { kind: timer, delay: 1h, start: a } }\n`,
    folder,
  )
  opened(await stacks.openFile(file))
  const ids = new Map(engine.tasks().map(({ name, id }) => [name, id]))
  expect(engine.tasks().find(({ name }) => name === 'soon')?.spec).toMatchObject({ action: { start: ids.get('a') } })
  const run = engine.start(ids.get('a')!)
  await allReady(engine, [run])

  writeStack(`version: 1\nname: again\ntasks: { a: { command: other }, c: ${stay} }\n`, folder)
  opened(await stacks.openFile(file))
  expect(engine.tasks().map(({ name, stack }) => [name, stack])).toEqual([
    ['a', 'again'],
    ['c', 'again'],
  ])
  expect(engine.tasks()[0]).toMatchObject({ id: ids.get('a'), spec: { command: 'other' } })
  expect(engine.run(run.id)?.phase).toBe('running')
  expect(stacks.stacks()).toMatchObject([{ name: 'again', file }])

  const before = engine.tasks()
  const same = await stacks.openFile(writeStack('version: 1\nname: again\ntasks: { z: { command: z } }\n'))
  expect(same.ok ? '' : same.issues[0]?.message).toContain(
    `name: got "again", expected another name: a stack of that name is open from ${file}.`,
  )
  writeStack('version: 1\nname: again\ntasks: { a: { command: x, dependsOn: a } }\n', folder)
  expect((await stacks.openFile(file)).ok).toBe(false)
  expect(engine.tasks()).toEqual(before)
  expect((await stacks.stopAll('again')).order.map(({ name }) => name)).toEqual(['a'])
  expect(stacks.close('again')).toEqual({ closed: true })
  expect(engine.tasks()).toEqual([])
})

test('a stack is still known after the engine was closed and made anew', async () => {
  const first = await openEngine()
  await new StackRunner(first.engine).openFile(
    writeStack('version: 1\nname: kept\ntasks: { a: { command: x }, b: { command: y, dependsOn: a } }\n'),
  )
  await first.engine.close()
  const second = await openEngine(first.dataDir)
  const stacks = new StackRunner(second.engine)
  expect(stacks.stacks()).toMatchObject([{ name: 'kept', tasks: [{ name: 'a' }, { name: 'b' }] }])
  expect(stacks.draft('kept')?.tasks).toMatchObject([
    { name: 'a' },
    { name: 'b', dependsOn: [{ task: 'a', until: 'started' }] },
  ])
})
