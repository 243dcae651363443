import { execFileSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { asRunId } from '@contract/ids'
import type { CloseOptions } from '@contract/engine'
import type { TaskSpec } from '@contract/task'
import { isAlive } from '../support/nothing-alive'
import { aliveOf, command, fixture, newDataDir, openEngine, phaseOf, python, shell } from '../support/test-engine'
import { askedManager, type AskedManager } from './support/asked-manager'
import { openFolders } from './support/later'
import { until } from './support/manager'
import { whyNoMount } from './support/small-disk'
import { slowCalls, whyNoSlowDisk } from './support/slow-disk'
import { saying } from '../support/words'

afterEach(openFolders.release)

const WITHIN_MS = 2_000
/** A machine at work tells a timer late by some of this. */
const SLACK_MS = 400

/** Closes, and answers how long it took besides what it answered. */
async function closed(manager: AskedManager, options: CloseOptions) {
  const from = performance.now()
  const answer = await manager.closeEngine(options)
  return { ...answer, tookMs: performance.now() - from }
}

async function running(manager: AskedManager, spec: TaskSpec) {
  const run = await manager.start(spec)
  for (;;) {
    const now = await manager.run(run.id)
    if (now?.phase === 'running' || now?.phase === 'pending') return run
    if (now?.phase === 'ended') throw new Error(`it ended: ${now.receipt?.failure?.code ?? ''}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

const DEAF =
  'import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nprint("ready")\nwhile True: time.sleep(60)'
const NEVER_OPENS: TaskSpec = command('waits', 'true', [], { dependsOn: [{ task: 'never ready', until: 'ready' }] })
const unwilling: readonly (readonly [string, readonly TaskSpec[]])[] = [
  [
    'a program that is deaf, with a minute of patience',
    [python(DEAF, { stopPolicy: [{ send: 'SIGTERM', patienceMs: 60_000 }] })],
  ],
  ['a workload that never yields', [{ kind: 'thread', name: 'busy', workload: 'lab/busy' }]],
  [
    'a generator that never closes',
    [{ kind: 'generator', name: 'stays', workload: fixture('workloads/never-closes.mjs'), pullEveryMs: 20 }],
  ],
  [
    'a gate that never opens',
    [command('never ready', 'sleep', ['1000'], { ready: { probe: { command: ['false'] } } }), NEVER_OPENS],
  ],
  ['a start that failed', [command('failed', '/no/such/program')]],
  ['a tree that forks and forks', [shell('while :; do sleep 1000 & sleep 0.02; done')]],
]

describe.each(['stop', 'terminate'] as const)('%s within a limit', (how) => {
  it.each(unwilling)('%s: nothing is left, and the limit is kept', async (_, specs) => {
    const test = await openEngine()
    const runs = specs.map((spec) => test.start(spec))
    await Promise.all(
      runs.map(({ id }) =>
        Promise.race([phaseOf(test, id, 'running'), phaseOf(test, id, 'pending'), phaseOf(test, id, 'ended')]),
      ),
    )
    const from = performance.now()
    expect(await test.engine.close({ how, withinMs: WITHIN_MS })).toEqual({ left: [], problems: [] })
    expect(performance.now() - from).toBeLessThan(WITHIN_MS + SLACK_MS)
    expect(aliveOf(test)).toEqual([])
  })
})

it.each(['stop', 'terminate'] as const)(
  '%s within a limit, the host of the workloads is stopped by SIGSTOP: it is ended, and its runs have their receipt',
  async (how) => {
    const test = await openEngine()
    const known = new Set(childrenOf(process.pid))
    const runs = [
      test.start({ kind: 'thread', name: 'ticker', workload: 'lab/ticker' }),
      test.start({ kind: 'coroutine', name: 'swallower', workload: 'lab/swallower' }),
    ]
    await Promise.all(runs.map(({ id }) => phaseOf(test, id, 'running')))
    const host = childrenOf(process.pid).find((pid) => !known.has(pid) && commandOf(pid).includes('host.js')) ?? 0
    process.kill(host, 'SIGSTOP')
    const from = performance.now()
    expect(await test.engine.close({ how, withinMs: WITHIN_MS })).toEqual({ left: [], problems: [] })
    expect(performance.now() - from).toBeLessThan(WITHIN_MS + SLACK_MS)
    expect(isAlive(host)).toBe(false)
    for (const { id } of runs)
      expect(test.engine.run(id)).toMatchObject({ phase: 'ended', receipt: { origin: 'quit', verdict: 'forced' } })
  },
)

function childrenOf(pid: number): readonly number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'latin1').split(' ').filter(Boolean).map(Number),
  )
}

function commandOf(pid: number): string {
  return readFileSync(`/proc/${pid}/cmdline`, 'latin1')
}

it('a limit of nothing at all still answers and names who was not waited for; the watchdog ends them with the manager', async () => {
  const dataDir = newDataDir()
  const manager = await askedManager(dataDir)
  const run = await running(manager, python(DEAF, { stopPolicy: [{ send: 'SIGTERM', patienceMs: 200 }] }))
  await expect.poll(async () => (await manager.run(run.id))?.lastLine, { timeout: 10_000 }).toBe('ready')
  const { pid = 0 } = (await manager.run(run.id)) ?? {}
  const { left, tookMs } = await closed(manager, { withinMs: 0 })
  expect(tookMs).toBeLessThan(SLACK_MS)
  expect(left).toMatchObject([{ id: run.id }])
  expect(isAlive(pid)).toBe(true)
  await manager.killed()
  await until(() => !isAlive(pid), 5_000)
  // The next start over the folder is its own master, and knows what became of it.
  const next = await openEngine(dataDir)
  expect(next.engine.recovered()).toMatchObject([{ id: run.id, found: 'ended-by-watchdog' }])
})

const whyNoSpace = whyNoMount ? ` (skipped: ${whyNoMount})` : ''
it.skipIf(whyNoMount)(
  `a start that throws, because no disk takes a folder: a failed run with a receipt, and the limit is kept${whyNoSpace}`,
  async () => {
    const dataDir = mkdtempSync('/var/tmp/quiesce-test-')
    openFolders.later(() => rmSync(dataDir, { recursive: true, force: true }))
    // What lies there stays to be read: the project itself may.
    const readOnlyTmp = 'mount --bind /tmp /tmp && mount -o remount,ro,bind /tmp && exec "$@"'
    const manager = await askedManager(dataDir, {
      through: ['unshare', '--mount', 'sh', '-c', readOnlyTmp, 'sh'],
      env: { TMPDIR: '/no/such', XDG_RUNTIME_DIR: '' },
    })
    const lasting = await running(manager, command('lasting', 'sleep', ['1000']))
    const folder = join(dataDir, 'tmp')
    rmSync(folder, { recursive: true })
    writeFileSync(folder, 'no folder')
    const thrown = await manager.start(command('thrown', 'true'))
    expect(await manager.ended(thrown.id)).toMatchObject({
      outcome: 'failed',
      verdict: 'clean',
      ladder: [],
      failure: saying(expect.stringMatching(/^Its temporary folder could not be made: \w+: .*\.$/)),
    })
    expect(await manager.run(lasting.id)).toMatchObject({ phase: 'running' })
    const { left, problems, tookMs } = await closed(manager, { withinMs: WITHIN_MS })
    expect(tookMs).toBeLessThan(WITHIN_MS + SLACK_MS)
    expect(left).toEqual([])
    // What stands in the way of a close is told, and does not keep it from ending.
    expect(problems).toEqual([expect.stringMatching(/^The temporary folders could not be removed \(ENOTDIR: .*\)\.$/)])
    expect(await manager.run(lasting.id)).toMatchObject({ phase: 'ended', outcome: 'stopped' })
  },
)

it('a shorter limit that comes later counts', async () => {
  const test = await openEngine()
  const run = test.start(python(DEAF, { stopPolicy: [{ send: 'SIGTERM', patienceMs: 60_000 }] }))
  await phaseOf(test, run.id, 'running')
  const patient = test.engine.close()
  const from = performance.now()
  await test.engine.close({ withinMs: WITHIN_MS })
  expect(performance.now() - from).toBeLessThan(WITHIN_MS + SLACK_MS)
  expect((await patient).left).toEqual([])
})

/** A user may signal only their own processes: kill(2), EPERM. The manager has no rights, its program takes those of root. */
const whyNoUser = otherUserProblem()

function otherUserProblem(): string | undefined {
  if (process.getuid?.() !== 0 || process.platform !== 'linux') return 'becoming another user needs root'
  try {
    execFileSync('setpriv', ['--reuid=65534', '--regid=65534', '--clear-groups', '--', 'true'], { stdio: 'ignore' })
    return undefined
  } catch {
    return 'there is no setpriv program'
  }
}

it.skipIf(whyNoUser)(
  `a program of another user: it is left and named, and the limit is kept${whyNoUser ? ` (skipped: ${whyNoUser})` : ''}`,
  async () => {
    const dataDir = newDataDir()
    execFileSync('chown', ['65534:65534', dataDir])
    // Set-user-ID root: it becomes root altogether, whom the manager may not signal, and then the program.
    const becomeRoot = join(dataDir, 'become-root')
    copyFileSync('/usr/bin/setpriv', becomeRoot)
    chmodSync(becomeRoot, 0o4755)
    const through = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', '--']
    const manager = await askedManager(dataDir, { through })
    const args = ['--reuid=0', '--regid=0', '--clear-groups', '--', 'sleep', '1000']
    const run = await running(manager, command('mixed', becomeRoot, args, { cwd: '/' }))
    const { pid = 0 } = (await manager.run(run.id)) ?? {}
    openFolders.later(() => process.kill(pid, 'SIGKILL'))
    const { left, tookMs } = await closed(manager, { how: 'terminate', withinMs: WITHIN_MS })
    expect(tookMs).toBeLessThan(WITHIN_MS + SLACK_MS)
    expect(left).toMatchObject([{ id: run.id, name: 'mixed' }])
    await manager.killed()
    expect(isAlive(pid)).toBe(true)
  },
)

const why = whyNoSlowDisk ? ` (skipped: ${whyNoSlowDisk})` : ''
describe.skipIf(whyNoSlowDisk)(`a disk that hangs${why}`, () => {
  it('does not hold up the end of a run: its receipt is told as kept; and close keeps its limit and says so', async () => {
    const dataDir = newDataDir()
    const manager = await askedManager(dataDir, { through: slowCalls('fsync,fdatasync', 60) })
    const run = await manager.start(command('short', 'true'))
    const from = performance.now()
    expect(await manager.ended(run.id)).toMatchObject({ outcome: 'completed', verdict: 'clean' })
    expect(performance.now() - from).toBeLessThan(4_000)
    expect(await manager.run(run.id)).toMatchObject({ phase: 'ended', recorded: 'kept' })
    const told = (await manager.events(run.id)).find(({ type }) => type === 'receipt')
    expect(told).toMatchObject({ recorded: 'kept', text: expect.stringContaining('(not on disk yet)') as string })
    const lasting = await running(manager, command('lasting', 'sleep', ['1000']))
    const { left, problems, tookMs } = await closed(manager, { withinMs: WITHIN_MS })
    expect(tookMs).toBeLessThan(WITHIN_MS + SLACK_MS)
    expect(left).toEqual([])
    expect(problems).toEqual(['The journal did not answer in time: what it was given last may not be on disk.'])
    expect(await manager.run(lasting.id)).toMatchObject({ phase: 'ended', outcome: 'stopped' })
    await manager.killed()

    // The next start takes the folder, and finds nothing that lives.
    const next = await openEngine(dataDir)
    expect(next.engine.recovered().filter(({ found }) => found === 'alive')).toEqual([])
    const after = next.start(command('after', 'true'))
    expect(await next.engine.ended(after.id)).toMatchObject({ verdict: 'clean' })
  }, 40_000)

  it('says later that the receipt is on disk, once it is', async () => {
    const manager = await askedManager(newDataDir(), { through: slowCalls('fsync,fdatasync', 2) })
    const run = await manager.start(command('short', 'true'))
    await manager.ended(run.id)
    expect(await manager.run(run.id)).toMatchObject({ recorded: 'kept' })
    while ((await manager.run(run.id))?.recorded !== 'written') await new Promise((resolve) => setTimeout(resolve, 50))
    const texts = (await manager.events(asRunId(''))).map(({ text }) => text)
    expect(texts).toContain('main: The journal answers again.')
  }, 40_000)
})
