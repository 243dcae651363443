import { fork, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, expect, test } from 'vitest'
import { builtInProgram } from '@engine/host/built-files'

const started: { child: ChildProcess; grandchildren: number[] }[] = []

afterEach(async () => {
  for (const { child, grandchildren } of started.splice(0)) {
    if (child.exitCode === null && child.signalCode === null && child.kill('SIGKILL')) await once(child, 'exit')
    for (const pid of grandchildren) if (isAlive(pid)) process.kill(pid, 'SIGKILL')
  }
})

test('the loop that is asked by message cleans up and leaves with exit code 0', async () => {
  const child = fork(builtInProgram('loop'), { silent: true, execArgv: [] })
  const lines = linesOf(child)
  await lines.until('process: tick 2')
  child.send({ type: 'something else' })
  child.send({ type: 'quiesce:stop' })
  child.send({ type: 'quiesce:stop' })
  expect(await exitOf(child)).toEqual({ code: 0, signal: null })
  expect(lines.all()).toEqual([
    'process: up',
    'process: tick 1',
    'process: tick 2',
    'process: stop event seen, cleaning up',
    'process: cleaned up',
  ])
})

test('the loop that gets SIGTERM does the same; one that is killed says nothing more', async () => {
  const polite = start('loop')
  await polite.lines.until('process: up')
  polite.child.kill('SIGTERM')
  expect(await exitOf(polite.child)).toEqual({ code: 0, signal: null })
  expect(polite.lines.all().slice(-2)).toEqual(['process: stop event seen, cleaning up', 'process: cleaned up'])
  const forced = start('loop')
  await forced.lines.until('process: up')
  forced.child.kill('SIGKILL')
  expect(await exitOf(forced.child)).toEqual({ code: null, signal: 'SIGKILL' })
  expect(forced.lines.all()).not.toContain('process: stop event seen, cleaning up')
})

test('the loop whose channel is cut leaves', async () => {
  const child = fork(builtInProgram('loop'), { silent: true, execArgv: [] })
  await linesOf(child).until('process: up')
  child.disconnect()
  // Node emits no `close` for a child whose channel was cut from this side.
  await once(child, 'exit')
  expect(child.exitCode).toBe(0)
})

test('the stubborn program is alive after SIGTERM, and gone after SIGKILL', async () => {
  const { child, lines } = start('stubborn')
  await lines.until('process: up, ignoring SIGTERM')
  child.kill('SIGTERM')
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(child.exitCode ?? child.signalCode).toBeNull()
  child.kill('SIGKILL')
  expect(await exitOf(child)).toEqual({ code: null, signal: 'SIGKILL' })
})

test("the orphan maker's grandchild is in a session of its own and outlives it", async () => {
  const { child, lines, grandchildren } = start('orphan-maker')
  const line = await lines.until('process: up')
  const pid = Number(/\d+/.exec(line)?.[0])
  grandchildren.push(pid)
  expect(isAlive(pid)).toBe(true)
  child.kill('SIGTERM')
  expect(await exitOf(child)).toEqual({ code: null, signal: 'SIGTERM' })
  expect(isAlive(pid)).toBe(true)
})

function start(name: Parameters<typeof builtInProgram>[0]) {
  const child = spawn(process.execPath, [builtInProgram(name)], { stdio: ['ignore', 'pipe', 'inherit'] })
  const grandchildren: number[] = []
  started.push({ child, grandchildren })
  return { child, grandchildren, lines: linesOf(child) }
}

async function exitOf(child: ChildProcess): Promise<{ code: number | null; signal: string | null }> {
  // `close`, not `exit`: by then every line has been read too.
  await once(child, 'close')
  return { code: child.exitCode, signal: child.signalCode }
}

function linesOf(child: ChildProcess) {
  let text = ''
  child.stdout?.setEncoding('utf8').on('data', (part: string) => {
    text += part
  })
  const all = (): readonly string[] => text.split('\n').slice(0, -1)
  const until = async (start: string): Promise<string> => {
    for (;;) {
      const found = all().find((line) => line.startsWith(start))
      if (found !== undefined) return found
      await new Promise((resolve) => child.stdout?.once('data', resolve))
    }
  }
  return { all, until }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
