import { readFileSync } from 'node:fs'
import { afterEach, expect, it } from 'vitest'
import type { RunId } from '@contract/ids'
import type { ProcessTaskSpec } from '@contract/task'
import { isAlive } from '../support/nothing-alive'
import { command, newDataDir, openEngine, phaseOf, type TestEngine } from '../support/test-engine'
import { endIfThere, sleeper, unusual } from '../support/unusual'
import { askedManager } from './support/asked-manager'
import { withJournal } from './support/journal-file'
import { openFolders } from './support/later'

afterEach(openFolders.release)

/** As redis, nginx and postgres do for a title in `ps`: writes zeros over the environment that it was started with. proc(5). */
const OVERWRITES = `
import ctypes, sys, time
stat = open('/proc/self/stat').read()
fields = stat[stat.rindex(')') + 2:].split()
start, end = int(fields[47]), int(fields[48])
ctypes.memset(start, 0, end - start)
print('title set', flush=True)
time.sleep(1000)
`

interface Kept {
  readonly test: TestEngine
  readonly id: RunId
  readonly pid: number
}

/** A kept program whose manager was killed, and the engine that starts next. */
async function foundAfterCrash(spec: ProcessTaskSpec, isReady: (pid: number) => boolean): Promise<Kept> {
  const dataDir = newDataDir()
  const manager = await askedManager(dataDir)
  const { id } = await manager.start({ ...spec, keepRunning: true })
  await expect.poll(async () => (await manager.run(id))?.phase).toBe('running')
  const { pid = 0 } = (await manager.run(id)) ?? {}
  openFolders.later(() => endIfThere(pid))
  await expect.poll(() => isReady(pid)).toBe(true)
  await expect.poll(() => bodyOf(dataDir, id)).toContain(`"pid":${pid},`)
  manager.child.kill('SIGKILL')
  await expect.poll(() => manager.child.signalCode).toBe('SIGKILL')
  return { test: await openEngine(dataDir), id, pid }
}

/** What the journal has of the run. */
function bodyOf(dataDir: string, id: RunId): unknown {
  return withJournal(dataDir, (sqlite) => sqlite.prepare('SELECT body FROM runs WHERE id = ?').get(id)['body'])
}

function hasMark(pid: number): boolean {
  return readFileSync(`/proc/${pid}/environ`, 'latin1').includes('QUIESCE_RUN_ID')
}

const LOST_MARKS = [
  ['written over its environment', command('redis', 'python3', ['-S', '-c', OVERWRITES]), 'python'],
  ['replaced its program with an emptied environment', command('cleaned', 'env', ['-i', 'sleep', '1000']), 'sleep'],
] as const

for (const [what, spec, name] of LOST_MARKS) {
  it(`a kept program that has ${what} is found alive after a crash, taken over, and stopped`, async () => {
    const { test, id, pid } = await foundAfterCrash(
      spec,
      (each) => !hasMark(each) && readFileSync(`/proc/${each}/comm`, 'utf8').startsWith(name),
    )
    expect(test.engine.recovered()).toMatchObject([
      {
        id,
        found: 'alive',
        evidence: { code: 'leader-is-there', pid, by: 'output' },
        processes: [{ pid }],
      },
    ])
    expect(await test.engine.recover(id, 'adopt')).toEqual({ accepted: true })
    await phaseOf(test, id, 'running')
    await test.engine.stop(id)
    expect((await test.engine.ended(id)).outcome).toBe('stopped')
    expect(isAlive(pid)).toBe(false)
  })
}

it('one of its family that has nothing left but its birthmark is found with it after a crash, and stopped with it', async () => {
  const n = unusual()
  const line = `setsid -f env -i sleep ${n} </dev/null >/dev/null 2>&1; exec sleep ${n}0`
  const { test, id, pid } = await foundAfterCrash(command('launcher', 'sh', ['-c', line]), () => !!sleeper(n))
  const daemon = sleeper(n)?.pid ?? 0
  expect(hasMark(daemon)).toBe(false)
  expect(test.engine.recovered()).toMatchObject([{ found: 'alive', processes: [{ pid }, { pid: daemon }] }])
  expect(await test.engine.recover(id, 'stop')).toEqual({ accepted: true })
  expect(await test.engine.ended(id)).toMatchObject({
    survivors: [{ pid: daemon, foundBy: 'descriptor', endedBy: 'SIGTERM' }],
  })
  expect([isAlive(pid), isAlive(daemon)]).toEqual([false, false])
})

it('a program that wrote over its environment and prints elsewhere is known by its number and start time', async () => {
  const elsewhere = command('redis', 'sh', ['-c', 'exec python3 -S -c "$0" >/dev/null 2>&1', OVERWRITES])
  const { test, id, pid } = await foundAfterCrash(elsewhere, (each) => !hasMark(each))
  expect(test.engine.recovered()).toMatchObject([
    {
      found: 'alive',
      evidence: { code: 'leader-is-there', pid, by: 'mark-overwritten' },
    },
  ])
  expect(await test.engine.recover(id, 'stop')).toEqual({ accepted: true })
  await test.engine.ended(id)
  expect(isAlive(pid)).toBe(false)
})
