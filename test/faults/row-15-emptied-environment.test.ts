import { spawn, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { fixture, lineOf, openEngine, python, shell, stepOf } from '../support/test-engine'
import { sleeper, sleepers, unusual } from '../support/unusual'
import { openFolders } from './support/later'

afterEach(openFolders.release)

const whyNotStrict = namespaceProblem()

function namespaceProblem(): string {
  const asked = spawnSync('unshare', ['--user', '--map-current-user', '--pid', '--fork', '--mount-proc', 'true'])
  return asked.status === 0 ? '' : ' (skipped: this user cannot make a process namespace on this machine)'
}

/** `closing`: what of the things that it was given it closes besides. */
function daemonAnd(n: string, closing = ''): string {
  return `setsid -f env -i sleep ${n} </dev/null >/dev/null 2>&1 ${closing}; echo ready; exec sleep ${n}0`
}

async function daemonOf(n: string): Promise<number> {
  await expect.poll(() => sleeper(n)).toBeDefined()
  const daemon = sleeper(n)?.pid ?? 0
  expect(readFileSync(`/proc/${daemon}/environ`, 'latin1')).toBe('')
  return daemon
}

it.each([
  ['that keeps all that it was given', ''],
  ['that keeps nothing but its birthmark', '3>&-'],
])('row 15 a daemon %s is ended with its run, and named', async (_what, closing) => {
  const test = await openEngine()
  const n = unusual()
  const run = test.start(shell(daemonAnd(n, closing)))
  await lineOf(test, run.id, /ready/)
  const daemon = await daemonOf(n)
  await test.engine.stop(run.id)
  const receipt = await test.engine.ended(run.id)
  expect(sleepers(n)).toEqual([])
  expect(receipt).toMatchObject({ outcome: 'stopped', verdict: 'survivors' })
  expect(receipt.survivors).toEqual([expect.objectContaining({ pid: daemon, endedBy: 'SIGTERM' })])
})

it('row 15 one that closes all that it was given is a known limit: the card says it beforehand and the receipt afterwards', async () => {
  const test = await openEngine()
  const n = unusual()
  const run = test.start(shell(daemonAnd(n, '3>&- 4>&-')))
  expect(run.blindSpots).toEqual([
    'A process that starts in a session of its own with an emptied environment and closes what it was given, after its parent has gone, cannot be seen to belong to its run.',
    'A program that overwrites or hides its environment is found by its process group, its parents and what it was given only.',
  ])
  await lineOf(test, run.id, /ready/)
  const daemon = await daemonOf(n)
  await test.engine.stop(run.id)
  const receipt = await test.engine.ended(run.id)
  const escaped = sleeper(n) !== undefined
  const named = receipt.survivors.some((survivor) => survivor.pid === daemon)
  // A lucky look may see it while its parent lives: then it is ended and named. Nothing is ever said of one that escaped.
  expect(named).toBe(!escaped)
  expect(receipt).toMatchObject({ outcome: 'stopped', verdict: named ? 'survivors' : 'clean' })
  expect(receipt.blindSpots).toEqual(run.blindSpots)
  expect(stepOf(receipt, 'family-gone').evidence).toMatch(
    /found nobody in its group, with its mark, or descended from it/,
  )
})

it('row 15 a channel that is open still is told: who holds it lives, and nothing is called clean', async () => {
  const test = await openEngine()
  const n = unusual()
  const run = test.start(
    python(`
import os
pid = os.fork()
if pid == 0:
    os.setsid()
    os.dup2(1, 19)
    for each in range(3): os.dup2(os.open('/dev/null', os.O_RDWR), each)
    os.closerange(3, 19)
    os.execve('/bin/sleep', ['sleep', '${n}'], {})
while open(f'/proc/{pid}/comm').read() != 'sleep\\n': pass
os._exit(0)`),
  )
  const receipt = await test.engine.ended(run.id)
  const seen = receipt.survivors.length > 0
  expect(sleepers(n)).toHaveLength(seen ? 0 : 1)
  expect(receipt.verdict).toBe(seen ? 'survivors' : 'unknown')
  if (!seen) expect(receipt.summary).toMatch(/^unknown: Nobody of the family was seen, but a channel .* is still open/)
})

it.skipIf(whyNotStrict !== '')(
  `row 15 in strict mode it is dead after a stop, named, and nothing that it starts is out of sight${whyNotStrict}`,
  async () => {
    const test = await openEngine()
    const n = unusual()
    const run = test.start(shell(daemonAnd(n), { strict: true }))
    // What it starts itself is all in sight; only what others start for it is not.
    expect(run.blindSpots).toEqual([expect.stringMatching(/^A program that somebody outside starts for it/)])
    await lineOf(test, run.id, /ready/)
    await expect.poll(() => sleeper(n)).toBeDefined()
    await test.engine.stop(run.id)
    const receipt = await test.engine.ended(run.id)
    expect(sleepers(n)).toEqual([])
    expect(receipt).toMatchObject({ verdict: 'survivors', outcome: 'stopped', blindSpots: run.blindSpots })
    expect(receipt.survivors).toEqual([expect.objectContaining({ command: `sleep ${n}`, foundBy: 'namespace' })])
  },
)

it.skipIf(whyNotStrict !== '')(
  `row 15 in strict mode it is dead after the manager was killed, with all of its tree${whyNotStrict}`,
  async () => {
    const n = unusual()
    const engineFile = join(import.meta.dirname, '../../out/engine/index.js')
    const args = [fixture('engine/tree-manager.mjs'), engineFile, fixture('processes/nasty-tree.sh'), n]
    const manager = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    openFolders.later(() => manager.kill('SIGKILL'))
    await new Promise((resolve) => manager.stdout.once('data', resolve))
    const members = (): readonly number[] => [0, 1, 2, 3, 4, 5].filter((digit) => sleepers(`${n}${digit}`).length > 0)
    await expect.poll(members, { timeout: 10_000, interval: 10 }).toEqual([0, 1, 2, 3, 4, 5])
    manager.kill('SIGKILL')
    await expect.poll(members, { timeout: 5_000, interval: 10 }).toEqual([])
  },
)
