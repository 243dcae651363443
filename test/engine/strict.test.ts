import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Receipt } from '@contract/receipt'
import { isAlive, processesWith } from '../support/nothing-alive'
import {
  command,
  fixture,
  hurryPastLeader,
  lineOf,
  openEngine,
  PATIENT,
  python,
  shell,
  snapshotOf,
  stepOf,
} from '../support/test-engine'
import { inWords, saying } from '../support/words'

const SOON = { timeout: 10_000, interval: 10 }
/** For programs that are managers themselves. */
const engineFile = join(import.meta.dirname, '../../out/engine/index.js')

const MEMBERS = [0, 1, 2, 3, 4, 5]

let trees = 0

function unusual(): string {
  trees += 1
  return `3${String(process.pid).padStart(7, '0')}${trees}`
}

function aliveOf(n: string): readonly number[] {
  return MEMBERS.filter((member) => processesWith(`${n}${member}`).length > 0)
}

/** Those that have become what they are: before that, one is in another session, or not deaf yet. */
function sleepingOf(n: string): readonly number[] {
  return MEMBERS.filter((member) =>
    processesWith(`${n}${member}`).some(({ command: line }) => line === `sleep ${n}${member}`),
  )
}

function namespaceOf(pid: number | string): string {
  try {
    return readlinkSync(`/proc/${pid}/ns/pid`)
  } catch {
    return ''
  }
}

/** Processes outside the namespace of `pid` whose children are born into it. */
function gatekeepersOf(pid: number): readonly { readonly pid: number; readonly program: string }[] {
  const inside = namespaceOf(pid)
  return readdirSync('/proc').flatMap((name) => {
    try {
      if (readlinkSync(`/proc/${name}/ns/pid_for_children`) !== inside || namespaceOf(name) === inside) return []
      return [{ pid: Number(name), program: readFileSync(`/proc/${name}/comm`, 'latin1').trim() }]
    } catch {
      return []
    }
  })
}

async function strictTree(): Promise<{
  readonly test: Awaited<ReturnType<typeof openEngine>>
  readonly n: string
  readonly runId: Parameters<Awaited<ReturnType<typeof openEngine>>['engine']['stop']>[0]
  readonly leader: number
}> {
  const test = await openEngine()
  const n = unusual()
  const tree = command('nasty', '/bin/sh', [fixture('processes/nasty-tree.sh'), n], {
    strict: true,
    stopPolicy: PATIENT,
  })
  const run = test.start(tree)
  await lineOf(test, run.id, /ready/)
  await expect.poll(() => sleepingOf(n), SOON).toEqual(MEMBERS)
  const { pid = 0 } = await snapshotOf(test.engine, run.id, ({ pid: known }) => known !== undefined)
  return { test, n, runId: run.id, leader: pid }
}

function byMember(receipt: Receipt, n: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    receipt.survivors.map(({ command: line, foundBy }) => [new RegExp(`${n}(\\d)`).exec(line)?.[1] ?? line, foundBy]),
  )
}

it('this machine is asked once, and says how', async () => {
  const { engine } = await openEngine()
  const mode = await engine.strictMode()
  expect(mode).toEqual({
    available: true,
    by: 'unshare',
    sentence: 'Process namespaces work here, through unshare.',
  })
  expect(await engine.strictMode()).toBe(mode)
})

it('the nasty tree in strict mode: nothing is alive after a stop, the scrubbed daemon included, and each is named', async () => {
  const { test, n, runId } = await strictTree()
  const run = test.engine.run(runId)
  expect(inWords(run?.guarantee)).toBe(
    'Its family is inside a process namespace: nothing that it starts itself can leave it.',
  )
  expect(run?.blindSpots.map(inWords)).toEqual([
    expect.stringMatching(/^A program that somebody outside starts for it, such as a tmux server, /),
  ])
  await test.engine.stop(runId)
  await hurryPastLeader(test, runId, `${n}5`)
  const receipt = await test.engine.ended(runId)
  expect(aliveOf(n)).toEqual([])
  expect(byMember(receipt, n)).toMatchObject({ 2: 'mark', 3: 'mark', 4: 'namespace', 5: 'group' })
  expect(receipt).toMatchObject({ verdict: 'survivors', outcome: 'stopped', exit: { code: null, signal: 'SIGTERM' } })
  expect(stepOf(receipt, 'family-gone').verdict).toBe('yes')
})

it('terminate ends the whole namespace at once', async () => {
  const { test, n, runId } = await strictTree()
  await test.engine.terminate(runId)
  const receipt = await test.engine.ended(runId)
  expect(aliveOf(n)).toEqual([])
  expect(receipt).toMatchObject({ outcome: 'terminated', exit: { code: null, signal: 'SIGKILL' } })
  expect(inWords(stepOf(receipt, 'delivered').evidence)).toContain('the kernel ends whatever is left in it.')
})

it.each(['unshare', 'nsenter'])('%s is ended by somebody else with SIGKILL: everything is gone', async (program) => {
  const { test, n, runId, leader } = await strictTree()
  const gatekeeper = gatekeepersOf(leader).find((each) => each.program === program)
  if (!gatekeeper) throw new Error(`no ${program} among ${JSON.stringify(gatekeepersOf(leader))}`)
  process.kill(gatekeeper.pid, 'SIGKILL')
  const receipt = await test.engine.ended(runId)
  expect(aliveOf(n)).toEqual([])
  expect(receipt).toMatchObject({ outcome: 'failed', exit: { code: null, signal: 'SIGKILL' } })
})

it('a polite handler runs to its end in strict mode', async () => {
  const test = await openEngine()
  const code = [
    'import signal, sys, time',
    'def leave(*_): time.sleep(0.3); print("handler done"); sys.exit(0)',
    'signal.signal(signal.SIGTERM, leave)',
    'print("up")',
    'while True: time.sleep(1)',
  ].join('\n')
  const run = test.start(python(code, { strict: true }))
  await lineOf(test, run.id, /^up$/)
  await test.engine.stop(run.id)
  const receipt = await test.engine.ended(run.id)
  expect(test.linesOf(run.id)).toContain('handler done')
  expect(receipt).toMatchObject({ verdict: 'clean', outcome: 'stopped', exit: { code: 0, signal: null } })
  expect(receipt.totalMs).toBeGreaterThanOrEqual(300)
})

it.each([
  ['exit 0', { code: 0, signal: null }],
  ['exit 3', { code: 3, signal: null }],
  ['exit 137', { code: 137, signal: null }],
  ['kill -KILL $$', { code: null, signal: 'SIGKILL' }],
  ['kill -SEGV $$', { code: null, signal: 'SIGSEGV' }],
  ['kill -TERM $$', { code: null, signal: 'SIGTERM' }],
])('%s is reported as what it was', async (line, exit) => {
  const test = await openEngine()
  const run = test.start(shell(`echo said; ${line}`, { strict: true }))
  expect((await test.engine.ended(run.id)).exit).toEqual(exit)
  expect(test.linesOf(run.id)).toEqual(['said'])
})

it('a leader that kills its own group does not take the gatekeeper with it', async () => {
  const test = await openEngine()
  const run = test.start(shell('trap "exit 9" TERM; sleep 60 & kill -TERM 0; wait', { strict: true }))
  expect((await test.engine.ended(run.id)).exit).toEqual({ code: 9, signal: null })
})

it('folder, environment, private temporary folder and standard input are as without it', async () => {
  const test = await openEngine()
  const run = test.start(
    shell('pwd; echo "$COLOUR"; test -d "$TMPDIR" && echo has a temp; touch "$TMPDIR/left"; cat', {
      strict: true,
      cwd: '/usr',
      env: { COLOUR: 'blue', 'odd-name': 'x' },
    }),
  )
  await lineOf(test, run.id, /has a temp/)
  await test.engine.write(run.id, 'typed\n', { closeInput: true })
  const receipt = await test.engine.ended(run.id)
  expect(test.linesOf(run.id)).toEqual(['/usr', 'blue', 'has a temp', 'typed'])
  expect(receipt.leaks).toEqual([expect.objectContaining({ kind: 'file', what: 'left' })])
})

it('a listening port in strict mode is seen, and free afterwards', async () => {
  const test = await openEngine()
  const code = [
    'import socket, time',
    's = socket.socket(); s.bind(("127.0.0.1", 0)); s.listen()',
    'print("port", s.getsockname()[1])',
    'time.sleep(60)',
  ].join('\n')
  const run = test.start(python(code, { strict: true }))
  const port = (await lineOf(test, run.id, /^port \d+$/)).slice('port '.length)
  await test.engine.stop(run.id)
  const receipt = await test.engine.ended(run.id)
  expect(stepOf(receipt, 'ports-free')).toMatchObject({
    verdict: 'yes',
    evidence: saying(`Nobody listens any more on ${port}.`),
  })
})

/** For one that ignores SIGTERM, where nothing is expected of anybody within it. */
const IMPATIENT = [
  { send: 'SIGTERM', patienceMs: 300 },
  { send: 'SIGKILL', patienceMs: 2_000 },
] as const

it('a terminal in strict mode: job control works inside, and nothing is left', async () => {
  const test = await openEngine()
  const n = unusual()
  const run = test.start(
    command('bash', 'bash', ['--norc', '-i'], {
      ...{ strict: true, terminal: true, stopPolicy: IMPATIENT },
      env: { PS1: 'ready> ' },
    }),
  )
  const screen = async (): Promise<string> => (await test.engine.output(run.id)).text
  await expect.poll(screen, SOON).toMatch(/ready> $/)
  await test.engine.write(run.id, `setsid -f env -i sleep ${n}; sleep ${n} & jobs; tty\r`)
  await expect.poll(screen, SOON).toMatch(/Running[^]*\/dev\/pts\/\d+/)
  expect(await screen()).not.toContain('no job control')
  await test.engine.stop(run.id)
  await test.engine.ended(run.id)
  expect(processesWith(n)).toEqual([])
})

it('orphans are reaped inside: none of them stays as a zombie', async () => {
  const test = await openEngine()
  // A zombie keeps the name of its program: none of the five is there any more, in whatever state, or the looks run out.
  const gone =
    'looks=0; while ps -eo comm= | grep -q ^sleep && [ $looks -lt 200 ]; do looks=$((looks+1)); sleep 0.02; done'
  const line = `for i in 1 2 3 4 5; do setsid -f sleep 0.05; done; ${gone}; ps -eo stat= | grep -c Z; exec sleep 30`
  const run = test.start(shell(line, { strict: true }))
  expect(await lineOf(test, run.id, /^\d+$/)).toBe('0')
  await test.engine.stop(run.id)
  await test.engine.ended(run.id)
})

it('a program inside that ends everybody it can see ends only what is its own', async () => {
  const test = await openEngine()
  const line = 'sleep 60 & kill -KILL -1; sleep 0.2; echo still here; exit 4'
  const run = test.start(shell(line, { strict: true }))
  const receipt = await test.engine.ended(run.id)
  expect(test.linesOf(run.id)).toContain('still here')
  expect(receipt).toMatchObject({ verdict: 'clean', exit: { code: 4, signal: null } })
})

it.skipIf(process.getuid?.() !== 0)(
  'a user without rights gets the same, through a user namespace (skipped unless the tests run as root)',
  () => {
    const n = unusual()
    const asNobody = ['--reuid', '65534', '--regid', '65534', '--clear-groups', '--reset-env', '--']
    const tree = [fixture('engine/tree-manager.mjs'), engineFile, fixture('processes/nasty-tree.sh'), n, 'stop']
    const ended = spawnSync('setpriv', [...asNobody, process.execPath, ...tree], { encoding: 'utf8' })
    expect(ended.stderr).toBe('')
    expect(JSON.parse(ended.stdout.split('\n')[1] ?? '')).toMatchObject({
      outcome: 'stopped',
      exit: { code: null, signal: 'SIGTERM' },
      guarantee: { code: 'family-found-by', by: 'namespace' },
    })
    expect(aliveOf(n)).toEqual([])
  },
)

interface Told {
  readonly mode: unknown
  readonly receipt: Receipt
}

/** An engine that finds only these programs, asked for strict mode and to run `command` in it. */
function withOnly(programs: readonly string[], shellCommand: string): Told {
  const folder = mkdtempSync(join(tmpdir(), 'quiesce-path-'))
  for (const name of programs) symlinkSync(join('/usr/bin', name), join(folder, name))
  const program = `
    process.env.PATH = ${JSON.stringify(folder)}
    const { createEngine } = await import(${JSON.stringify(engineFile)})
    const engine = await createEngine({ dataDir: ${JSON.stringify(join(folder, 'data'))} })
    const spec = { kind: 'process', name: 'x', command: ${JSON.stringify(shellCommand)}, shell: true, strict: true }
    const receipt = await engine.ended(engine.start(engine.define(spec, { saved: false }).id).id)
    console.log(JSON.stringify({ mode: await engine.strictMode(), receipt }))
    await engine.close()`
  const ended = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' })
  rmSync(folder, { recursive: true, force: true })
  return JSON.parse(ended.stdout) as Told
}

it('without the tools a strict task does not start, and says what is missing', () => {
  const { mode, receipt } = withOnly([], 'true')
  const sentence = 'No process namespace can be made on this machine: unshare is not installed; bwrap is not installed.'
  expect(mode).toEqual({ available: false, sentence })
  expect(receipt.outcome).toBe('failed')
  expect(inWords(receipt.failure)).toBe(
    `strict: got true, expected a machine where a process namespace can be made. ${sentence}`,
  )
  expect(stepOf(receipt, 'family-gone').verdict).toBe('not-applicable')
})

it.skipIf(!existsSync('/usr/bin/bwrap'))(
  'bwrap does where unshare is missing (skipped where it is not installed)',
  () => {
    const { mode, receipt } = withOnly(['bwrap', 'nsenter', 'setsid', 'cat'], 'kill -USR2 $$')
    expect(mode).toMatchObject({ available: true, by: 'bwrap' })
    expect(receipt.exit).toEqual({ code: null, signal: 'SIGUSR2' })
  },
)

it('a strict leader that has gone by the time it is looked for has a receipt like any other', async () => {
  const test = await openEngine()
  const runs = Array.from({ length: 5 }, () => test.start(command('true', 'true', [], { strict: true })))
  for (const { id } of runs) {
    const receipt = await test.engine.ended(id)
    expect(receipt).toMatchObject({ verdict: 'clean', outcome: 'completed', exit: { code: 0, signal: null } })
    expect(receipt.survivors).toEqual([])
  }
})

it('a stop that is asked before the namespace stands is carried out', async () => {
  const test = await openEngine()
  const run = test.start(command('sleep', 'sleep', ['60'], { strict: true }))
  await test.engine.stop(run.id)
  const receipt = await test.engine.ended(run.id)
  expect(receipt.outcome).toBe('stopped')
  expect(isAlive(test.engine.run(run.id)?.pid ?? 0)).toBe(false)
})
