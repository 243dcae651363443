import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { isAlive } from '../support/nothing-alive'
import { command, fixture, lineOf, openEngine } from '../support/test-engine'
import { askedManager } from './support/asked-manager'
import { openFolders } from './support/later'
import { until } from './support/manager'
import { inWords } from '../support/words'

afterEach(openFolders.release)

const whyNot = process.getuid?.() === 0 ? '' : 'becoming a user without rights needs root'
const why = whyNot ? ` (skipped: ${whyNot})` : ''
const LIMIT = 60
/** Users that nobody is, one for each test: the limit counts what the user has, not what the task has. */
let user = 54_000 + (process.pid % 500) * 2

/** Arguments of `setpriv`: what follows them runs as that user and under the limit. */
function asUser(uid: number): readonly string[] {
  return [...become(uid), 'prlimit', `--nproc=${LIMIT}`]
}

function become(uid: number): readonly string[] {
  return ['--reuid', String(uid), '--regid', String(uid), '--clear-groups', '--']
}

/** Living processes of that user. */
function processesOf(uid: number): readonly number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && ownerOf(pid) === uid && isAlive(pid))
}

function ownerOf(pid: number): number {
  try {
    return statSync(`/proc/${pid}`).uid
  } catch {
    return -1
  }
}

function endAllOf(uid: number): void {
  // Those that fork while they are ended have children: once more, until there is none.
  for (let round = 0; round < 100 && processesOf(uid).length > 0; round++) {
    for (const pid of processesOf(uid)) {
      try {
        process.kill(pid, 'SIGKILL')
      } catch {
        // It was faster.
      }
    }
  }
}

const STORM = fixture('processes/fork-storm.pl')

it.skipIf(whyNot)(
  `row 23 a storm of forks that is deaf to SIGTERM fills its limit: one SIGKILL to its group ends all of it${why}`,
  async () => {
    const uid = user++
    openFolders.later(() => endAllOf(uid))
    const test = await openEngine()
    const run = test.start(command('storm', 'setpriv', [...asUser(uid), 'perl', STORM]))
    await lineOf(test, run.id, /^up/)
    await until(
      () => processesOf(uid).length >= LIMIT - 5,
      20_000,
      () => processesOf(uid).length,
    )
    expect(await test.engine.terminate(run.id)).toEqual({ accepted: true })
    const receipt = await test.engine.ended(run.id)
    expect(processesOf(uid)).toEqual([])
    expect(receipt).toMatchObject({ verdict: 'forced', outcome: 'terminated', exit: { signal: 'SIGKILL' } })
    expect(receipt.ladder.map(({ send }) => send)).toEqual(['terminate'])
    // Seen at the last look, which the storm may have outgrown: the signal reached all of the group.
    expect(receipt.ladder[0]?.deliveredTo).toBeGreaterThan(LIMIT / 2)
    expect(inWords(receipt.ladder[0]?.note)).not.toContain('outside its process group')
  },
)

it.skipIf(whyNot)(
  `row 23 a storm of forks that is stopped is asked first, and the second step ends all of it${why}`,
  async () => {
    const uid = user++
    openFolders.later(() => endAllOf(uid))
    const test = await openEngine()
    const stopPolicy = [
      { send: 'SIGTERM', patienceMs: 500 },
      { send: 'SIGKILL', patienceMs: 5_000 },
    ] as const
    const run = test.start(command('storm', 'setpriv', [...asUser(uid), 'perl', STORM], { stopPolicy }))
    await lineOf(test, run.id, /^up/)
    await until(() => processesOf(uid).length >= LIMIT - 5, 20_000)
    await test.engine.stop(run.id)
    const receipt = await test.engine.ended(run.id)
    expect(processesOf(uid)).toEqual([])
    expect(receipt.outcome).toBe('stopped')
    expect(receipt.ladder.map(({ send }) => send)).toEqual(['SIGTERM', 'SIGKILL'])
    expect(receipt.refusal).toBe('signal-ignored')
  },
)

it.skipIf(whyNot)(
  `row 23 a manager without rights, in whose own limit a storm rages, says that no process could be made (EAGAIN), ends the storm, and starts again${why}`,
  async () => {
    const uid = user++
    openFolders.later(() => endAllOf(uid))
    const manager = await managerThrough(asUser(uid))
    const run = await manager.start(command('storm', 'perl', [STORM], { cwd: '/' }))
    // Threads count too: how many processes fit is not known.
    const refused = await firstRefused(manager)
    expect(inWords(refused.failure)).toBe(
      'command: got "true", expected room for one more process: the limit of processes is reached (EAGAIN).',
    )
    expect(refused).toMatchObject({ outcome: 'failed', verdict: 'clean' })
    await manager.terminate(run.id)
    expect(await manager.ended(run.id)).toMatchObject({ outcome: 'terminated', exit: { signal: 'SIGKILL' } })
    const again = await manager.start(command('again', 'true', [], { cwd: '/' }))
    expect(await manager.ended(again.id)).toMatchObject({ outcome: 'completed' })
    await manager.close()
    await until(
      () => processesOf(uid).length === 0,
      5_000,
      () => processesOf(uid),
    )
  },
)

it.skipIf(whyNot)(
  `row 23 a task with a limit of processes cannot outgrow it, and the manager beside it has room${why}`,
  async () => {
    const uid = user++
    openFolders.later(() => endAllOf(uid))
    const manager = await managerThrough(become(uid))
    const run = await manager.start(command('storm', 'perl', [STORM], { cwd: '/', processLimit: LIMIT }))
    // The manager's own threads count for the limit too, and leave this much room at least.
    await until(
      () => processesOf(uid).length > LIMIT / 3,
      20_000,
      () => processesOf(uid).length,
    )
    const beside = await manager.start(
      command('beside', 'sh', ['-c', 'sleep 0.2; grep processes /proc/self/limits'], { cwd: '/' }),
    )
    expect(await manager.ended(beside.id)).toMatchObject({ outcome: 'completed' })
    expect(processesOf(uid).length).toBeLessThanOrEqual(LIMIT)
    await manager.terminate(run.id)
    expect(await manager.ended(run.id)).toMatchObject({ outcome: 'terminated', exit: { signal: 'SIGKILL' } })
    await manager.close()
    await until(() => processesOf(uid).length === 0, 5_000)
  },
)

it('row 23 the limit stands on the program itself, and root is told that it binds nobody', async () => {
  const test = await openEngine()
  const run = test.start(command('limited', 'grep', ['Max processes', '/proc/self/limits'], { processLimit: 60 }))
  const receipt = await test.engine.ended(run.id)
  expect(test.linesOf(run.id)).toContainEqual(expect.stringMatching(/Max processes +60 +60/))
  const told = receipt.blindSpots.some((sentence) => inWords(sentence).includes('binds nobody'))
  expect(told).toBe(process.getuid?.() === 0)
})

/** A manager that `setpriv` makes with these arguments, over a folder that any user may write. */
function managerThrough(words: readonly string[]): ReturnType<typeof askedManager> {
  const dataDir = mkdtempSync(join(tmpdir(), 'quiesce-test-'))
  openFolders.later(() => rmSync(dataDir, { recursive: true, force: true }))
  chmodSync(dataDir, 0o777)
  return askedManager(dataDir, { through: ['setpriv', ...words], env: { HOME: '/', TMPDIR: '/tmp' } })
}

async function firstRefused(manager: Awaited<ReturnType<typeof askedManager>>) {
  for (let attempt = 0; attempt < 2_000; attempt++) {
    const { id } = await manager.start(command('one more', 'true', [], { cwd: '/' }))
    const receipt = await manager.ended(id)
    if (receipt.outcome === 'failed') return receipt
  }
  throw new Error('The limit was never reached.')
}
