import { execFileSync } from 'node:child_process'
import { afterEach, expect, it } from 'vitest'
import type { RunId } from '@contract/ids'
import type { ProcessTaskSpec } from '@contract/task'
import { isAlive } from '../support/nothing-alive'
import { command, newDataDir, openEngine, shell, stepOf, type TestEngine } from '../support/test-engine'
import { endIfThere, sleeper, unusual } from '../support/unusual'
import { askedManager } from './support/asked-manager'
import { openFolders } from './support/later'
import { until, watchdogsOver } from './support/manager'
import { inWords, receiptSummary } from '../support/words'

afterEach(openFolders.release)

const SOON_MS = 20_000
const whyNot = hasTmux() ? '' : 'tmux is not installed'
const skipped = whyNot ? ` (skipped: ${whyNot})` : ''

function hasTmux(): boolean {
  try {
    execFileSync('tmux', ['-V'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

interface Tmux {
  /** The words that start the server with its first window: typed in the task, so the server carries the mark. */
  readonly typed: string
  /** Opens one more window from a place that Quiesce knows nothing of. */
  openFromElsewhere(): void
  /** Pids of the server and of both windows, once they stand. */
  pids(): { readonly first?: number | undefined; readonly second?: number | undefined }
}

function tmux(): Tmux {
  const socket = `quiesce-test-${unusual()}`
  const [first, second] = [unusual(), unusual()]
  const call = (...args: readonly string[]): void => {
    const env = { PATH: process.env['PATH'], HOME: process.env['HOME'] }
    execFileSync('tmux', ['-L', socket, '-f', '/dev/null', ...args], { env, stdio: 'ignore' })
  }
  openFolders.later(() => {
    try {
      call('kill-server')
    } catch {
      // It has ended, as some of these tests mean it to.
    }
  })
  return {
    typed: `tmux -L ${socket} -f /dev/null new-session -d -s work "sleep ${first}"`,
    openFromElsewhere: () => call('new-window', '-d', '-t', 'work', `sleep ${second}`),
    pids: () => ({ first: sleeper(first)?.pid, second: sleeper(second)?.pid }),
  }
}

/** Both windows stand. */
async function opened(server: Tmux): Promise<readonly number[]> {
  await expect.poll(() => server.pids().first).toBeDefined()
  server.openFromElsewhere()
  await expect.poll(() => server.pids().second).toBeDefined()
  const { first = 0, second = 0 } = server.pids()
  return [first, second]
}

const PROMPT: Partial<ProcessTaskSpec> = { terminal: true, env: { PS1: 'ready> ' } }

async function typedIn(test: TestEngine, id: RunId, text: string): Promise<void> {
  await expect.poll(async () => (await test.engine.output(id)).text).toContain('ready> ')
  await test.engine.write(id, `${text}\r`)
}

it.skipIf(whyNot !== '')(
  `a tmux server that was started in a terminal outlives its card and its engine, and is named in the receipt${skipped}`,
  async () => {
    const test = await openEngine()
    const server = tmux()
    const run = test.start(command('prompt', 'bash', ['--norc', '-i'], PROMPT))
    await typedIn(test, run.id, server.typed)
    const windows = await opened(server)
    await test.engine.stop(run.id)
    const receipt = await test.engine.ended(run.id)
    expect(windows.map(isAlive)).toEqual([true, true])
    expect(receipt.verdict).toBe('survivors')
    expect(receiptSummary(receipt)).toContain('left alone')
    expect(receipt.survivors).toHaveLength(3)
    expect(receipt.survivors.every(({ leftAlone, endedBy }) => leftAlone === true && endedBy === 'alive')).toBe(true)
    expect(receipt.survivors.map(({ pid }) => pid)).toEqual(expect.arrayContaining([...windows]))
    const gone = stepOf(receipt, 'family-gone')
    expect(gone.verdict).toBe('no')
    for (const pid of windows) expect(inWords(gone.evidence)).toContain(`(process ${pid})`)
    await test.engine.close('terminate')
    expect(windows.map(isAlive)).toEqual([true, true])
  },
)

it.skipIf(whyNot !== '')(`with \`family: all\` it is ended with the card${skipped}`, async () => {
  const test = await openEngine()
  const server = tmux()
  const run = test.start(command('prompt', 'bash', ['--norc', '-i'], { ...PROMPT, family: 'all' }))
  await typedIn(test, run.id, server.typed)
  const windows = await opened(server)
  await test.engine.terminate(run.id)
  const receipt = await test.engine.ended(run.id)
  expect(windows.map(isAlive)).toEqual([false, false])
  expect(stepOf(receipt, 'family-gone').verdict).not.toBe('no')
})

it.skipIf(whyNot !== '')(
  `a task without a terminal ends its daemons, and not what somebody opened in a server of its${skipped}`,
  async () => {
    const test = await openEngine()
    const server = tmux()
    const daemon = unusual()
    const line = `${server.typed}; setsid -f sleep ${daemon} >/dev/null 2>&1 </dev/null; exec sleep 1000`
    const run = test.start(shell(line))
    const windows = await opened(server)
    await expect.poll(() => sleeper(daemon)).toBeDefined()
    await test.engine.stop(run.id)
    const receipt = await test.engine.ended(run.id)
    expect(windows.map(isAlive)).toEqual([true, true])
    expect(sleeper(daemon)).toBeUndefined()
    expect(receipt.verdict).toBe('survivors')
    expect(receipt.survivors.filter(({ leftAlone }) => leftAlone).map(({ pid }) => pid)).toEqual(
      expect.arrayContaining([...windows]),
    )
  },
)

for (const ended of [false, true]) {
  const when = ended ? 'after the run has ended' : 'while the run goes on'
  it.skipIf(whyNot !== '')(`the manager dies ${when}: the server and its windows go on${skipped}`, async () => {
    const dataDir = newDataDir()
    const manager = await askedManager(dataDir)
    const server = tmux()
    const job = unusual()
    const line = `${server.typed}; nohup sleep ${job} >/dev/null 2>&1 </dev/null & exec sleep 1000`
    const { id } = await manager.start(shell(line, { terminal: true }))
    const windows = await opened(server)
    await expect.poll(() => sleeper(job)).toBeDefined()
    if (ended) {
      await manager.stop(id)
      expect((await manager.ended(id)).verdict).toBe('survivors')
    }
    manager.child.kill('SIGKILL')
    await until(() => watchdogsOver(dataDir).length === 0, SOON_MS)
    expect(windows.map(isAlive)).toEqual([true, true])
    // What is deaf to the terminal's own hang-up, and is in its session, is the task's.
    expect(sleeper(job)).toBeUndefined()
    for (const pid of windows) endIfThere(pid)
  })
}

it('a database that is a task gets its SIGTERM, and its time, when the manager dies', async () => {
  const dataDir = newDataDir()
  const manager = await askedManager(dataDir)
  const flushed = `${dataDir}/flushed`
  const code = `import signal, sys, time
def stop(*_):
    time.sleep(1)
    open(sys.argv[1], 'w').write('all of it')
    sys.exit(0)
signal.signal(signal.SIGTERM, stop)
print('up', flush=True)
while True: time.sleep(1)`
  const { id } = await manager.start(command('database', 'python3', ['-S', '-c', code, flushed]))
  await expect.poll(async () => (await manager.run(id))?.lastLine).toBe('up')
  manager.child.kill('SIGKILL')
  await until(() => watchdogsOver(dataDir).length === 0, SOON_MS)
  expect(execFileSync('cat', [flushed], { encoding: 'utf8' })).toBe('all of it')
})
