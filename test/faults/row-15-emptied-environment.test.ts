import { spawn, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { fixture, lineOf, openEngine, python, shell, stepOf } from '../support/test-engine'
import { sleeper, sleepers, unusual } from '../support/unusual'
import { openFolders } from './support/later'
import { oneRunAlone } from './support/one-run'
import { inWords, receiptSummary } from '../support/words'

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

/** The first is what sudo does: it closes what it was not asked to hand on, and makes the environment anew. */
const DAEMONS: readonly (readonly [what: string, python: string])[] = [
  [
    'with an environment that was made anew for it',
    `os.execve('/bin/sleep', ['sleep', N], {'SUDO_UID': '0', 'HOME': '/'})`,
  ],
  ['with an emptied environment', `os.execve('/bin/sleep', ['sleep', N], {})`],
  ['behind a shell that was given none', `os.execve('/bin/sh', ['sh', '-c', f'sleep {N}; exit'], {})`],
  [
    'that writes a title over its environment',
    `import ctypes, time
fields = open('/proc/self/stat').read().rsplit(')', 1)[1].split()
begin, end = int(fields[45]), int(fields[48])
ctypes.memset(begin, 0, end - begin)
ctypes.memmove(begin, b'app: master', 11)
time.sleep(1000)`,
  ],
]

function daemon(n: string, becomes: string): string {
  return `
import os, time
N = '${n}'
if os.fork(): print('ready', flush=True); time.sleep(0.3); os._exit(0)
os.setsid()
if os.fork(): os._exit(0)
for each in range(3): os.dup2(os.open('/dev/null', os.O_RDWR), each)
os.closerange(3, 64)
${becomes}`
}

it.skipIf(whyNotStrict !== '').each(DAEMONS)(
  `row 15 nothing is called clean beside a daemon that closes all that it was given, %s${whyNotStrict}`,
  async (_what, becomes) => {
    const n = unusual()
    const { receipt, living } = await oneRunAlone(python(daemon(n, becomes)), { alive: n })
    // A lucky look may see it while its parent lives: then it is ended and named.
    const seen = receipt.survivors.length > 0
    expect(receipt.verdict).toBe(seen ? 'survivors' : 'unknown')
    if (!seen) expect(inWords(stepOf(receipt, 'family-gone').evidence)).toMatch(/shows nothing of whom it belongs to/)
    if (seen) expect(living).toEqual([])
  },
)

it.skipIf(whyNotStrict !== '')(
  `row 15 the daemon of somebody who shows who it is raises no doubt${whyNotStrict}`,
  async () => {
    const n = unusual()
    const becomes = `os.execve('/bin/sleep', ['sleep', N], {'HOME': '/', 'PATH': '/bin', 'LANG': 'C'})`
    const { receipt, living } = await oneRunAlone(python(daemon(n, becomes)), { alive: n })
    const seen = receipt.survivors.length > 0
    expect(living).toHaveLength(seen ? 0 : 1)
    expect(receipt.verdict).toBe(seen ? 'survivors' : 'clean')
  },
)

it.skipIf(whyNotStrict !== '')(
  `row 15 one that is out of sight after a stop is a known limit: the card says it, and the receipt says that it is not known${whyNotStrict}`,
  async () => {
    const n = unusual()
    const { receipt, living } = await oneRunAlone(shell(daemonAnd(n, '3>&- 4>&-')), {
      stop: true,
      alive: `sleep ${n} `,
    })
    const named = receipt.survivors.length > 0
    // A lucky look may see it while its parent lives: then it is ended and named.
    expect(living).toHaveLength(named ? 0 : 1)
    expect(receipt).toMatchObject({ outcome: 'stopped', verdict: named ? 'survivors' : 'unknown' })
    expect(receipt.blindSpots.map(inWords)).toEqual([
      'A process that starts in a session of its own with an emptied environment and closes what it was given, after its parent has gone, cannot be seen to belong to its run: the receipt can only say that it may.',
      'A program that overwrites or hides its environment is found by its process group, its parents and what it was given only.',
    ])
  },
)

it.skipIf(whyNotStrict !== '')(
  `row 15 a channel that is open still is told: who holds it lives, and nothing is called clean${whyNotStrict}`,
  async () => {
    const n = unusual()
    const spec = python(`
import os
pid = os.fork()
if pid == 0:
    os.setsid()
    os.dup2(1, 19)
    for each in range(3): os.dup2(os.open('/dev/null', os.O_RDWR), each)
    os.closerange(3, 19)
    os.execve('/bin/sleep', ['sleep', '${n}'], {})
while open(f'/proc/{pid}/comm').read() != 'sleep\\n': pass
os._exit(0)`)
    const { receipt, living } = await oneRunAlone(spec, { alive: n })
    const seen = receipt.survivors.length > 0
    expect(living).toHaveLength(seen ? 0 : 1)
    expect(receipt.verdict).toBe(seen ? 'survivors' : 'unknown')
    if (!seen)
      expect(receiptSummary(receipt)).toMatch(/^unknown: Nobody of the family was seen, but a channel .* is still open/)
  },
)

it.skipIf(whyNotStrict !== '')(
  `row 15 in strict mode it is dead after a stop, named, and nothing that it starts is out of sight${whyNotStrict}`,
  async () => {
    const test = await openEngine()
    const n = unusual()
    const run = test.start(shell(daemonAnd(n), { strict: true }))
    // What it starts itself is all in sight; only what others start for it is not.
    expect(run.blindSpots.map(inWords)).toEqual([
      expect.stringMatching(/^A program that somebody outside starts for it/),
    ])
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
