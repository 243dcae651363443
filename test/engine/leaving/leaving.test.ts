import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { NativeCalls } from '@engine/journal/native-calls'
import { newDataDir } from '../../support/test-engine'

const ENGINE = join(import.meta.dirname, '../../../out/engine/index.js')

interface Left {
  readonly code: number | null
  readonly signal: string | null
  readonly said: string
}

/** Runs a program of plain Node that has the engine. It is ended when it is not over in time. */
async function leaves(program: string, withinMs = 20_000): Promise<Left> {
  const text = `import { createEngine } from ${JSON.stringify(ENGINE)}
const engine = await createEngine({ dataDir: process.argv[1] })
${program}`
  const child = spawn(process.execPath, ['--input-type=module', '-e', text, newDataDir()], {
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: withinMs,
    killSignal: 'SIGKILL',
  })
  let said = ''
  for (const pipe of [child.stdout, child.stderr]) pipe.on('data', (chunk: Buffer) => (said += chunk.toString()))
  await once(child, 'close')
  return { code: child.exitCode, signal: child.signalCode, said }
}

it('a program that exits while its journal works has the exit code that it asked for', async () => {
  // What is read of many runs keeps the thread inside its library; each program leaves at another moment of it.
  const busy = (afterMs: number): string => `
const spec = { kind: 'timer', name: 'tick', delayMs: 1, action: { log: 'elapsed' }, whenRunning: 'another' }
const task = engine.define(spec, { saved: false })
await Promise.all(Array.from({ length: 60 }, () => engine.ended(engine.start(task.id).id)))
const look = () => engine.history(task.id, { limit: 1000 }).then(look)
look()
look()
setTimeout(() => process.exit(7), ${afterMs})`
  const left: Left[] = []
  for (let round = 0; round < 20; round += 2)
    left.push(...(await Promise.all([round, round + 1].map((each) => leaves(busy(5 + each * 2))))))
  expect(left.filter(({ code }) => code !== 7)).toEqual([])
  expect(left).toHaveLength(20)
}, 120_000)

it('who leaves lets no further call begin, and waits for one that hangs only so long', () => {
  const shared = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)
  const thread = new NativeCalls(shared)
  const main = new NativeCalls(shared)
  expect(thread.during(() => 'done')).toBe('done')
  const began = performance.now()
  thread.during(() => main.close())
  expect(performance.now() - began).toBeGreaterThanOrEqual(300)
  main.close()
  expect(() => thread.during(() => 'done')).toThrow('the process is leaving')
})

it('a program with a kept run that is asked for its health ends after it has closed its engine', async () => {
  // Answers nobody, so that a look is under way when the engine closes.
  let asked: (() => void) | undefined
  const silent = createServer(() => asked?.())
  silent.listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const address = silent.address()
  if (address === null || typeof address === 'string') throw new Error('It has no port.')
  try {
    const looked = new Promise<void>((resolve) => (asked = resolve))
    const ended = leaves(`
const task = engine.define({
  kind: 'process', name: 'kept', command: 'sleep', args: ['60'], keepRunning: true,
  health: { probe: { http: 'http://127.0.0.1:${address.port}/' }, everyMs: 100, timeoutMs: 60000, then: 'tell' },
})
const run = engine.start(task.id)
const pid = await new Promise((resolve) => engine.onRunChange((each) => each.phase === 'running' && resolve(each.pid)))
// The first look begins after a tenth of a second, and is never answered.
setTimeout(async () => {
  await engine.close()
  console.log('closed, kept ' + pid)
}, 500)`)
    await looked
    const { code, said } = await ended
    const pid = Number(/closed, kept (\d+)/.exec(said)?.[1])
    if (pid > 1) process.kill(pid, 'SIGKILL')
    expect({ code, said }).toEqual({ code: 0, said: `closed, kept ${pid}\n` })
  } finally {
    silent.closeAllConnections()
    silent.close()
  }
})
