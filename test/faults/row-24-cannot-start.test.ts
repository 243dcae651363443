import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, it } from 'vitest'
import { SpecError } from '@engine/index'
import { nextStart, type RowRun } from '@engine/lives/restart-row'
import type { TaskSpec } from '@contract/task'
import { processesOf, processesWith } from '../support/nothing-alive'
import { command, fixture, newDataDir, openEngine, shell, verdictsOf } from '../support/test-engine'
import { askedManager } from './support/asked-manager'
import { openFolders } from './support/later'
import { inWords, receiptSummary } from '../support/words'

afterEach(openFolders.release)

const NEVER_STARTED = {
  asked: 'not-applicable',
  delivered: 'not-applicable',
  handled: 'not-applicable',
  'cleanup-started': 'not-applicable',
  'cleanup-finished': 'not-applicable',
  'leader-gone': 'not-applicable',
  'family-gone': 'not-applicable',
  'delegates-gone': 'not-applicable',
  'ports-free': 'not-applicable',
  'files-clean': 'not-applicable',
}

const folder = mkdtempSync(join(tmpdir(), 'quiesce-spawn-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function file(name: string, text: string, mode: number): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  chmodSync(path, mode)
  return path
}

const plain = file('plain.txt', 'not a program', 0o644)
const noInterpreter = file('no-interpreter', '#!/no/such/interpreter\n', 0o755)
const noProgram = file('no-program', '\u007fELF, and then nothing of the sort', 0o755)
const AGAIN = { restart: { when: 'always', pauseMs: 1, maxPauseMs: 1 } } as const

it.each([
  [
    'a command that is nowhere',
    command('x', 'no-such-command-here', [], AGAIN),
    /^command: got "no-such-command-here", expected a program: none of the \d+ folders of PATH holds one of that name\.$/,
  ],
  [
    'a path that is not there',
    command('x', '/no/such/program', [], AGAIN),
    /^command: got "\/no\/such\/program", expected a program: there is no such file\.$/,
  ],
  [
    'a file that is not executable',
    command('x', plain, [], AGAIN),
    /plain\.txt", expected a program: the file is not executable\.$/,
  ],
  [
    'a folder',
    command('x', '/usr/bin', [], AGAIN),
    /^command: got "\/usr\/bin", expected a program: it is a folder\.$/,
  ],
  [
    'a missing interpreter',
    command('x', noInterpreter, [], AGAIN),
    /no-interpreter", expected a program: it, or the interpreter that its first line names, does not exist\.$/,
  ],
  [
    'a missing working folder',
    command('x', 'true', [], { cwd: '/no/such/folder', ...AGAIN }),
    /^cwd: got "\/no\/such\/folder", expected a folder: there is no such folder\.$/,
  ],
  [
    'a working folder that is a file',
    command('x', 'true', [], { cwd: plain, ...AGAIN }),
    /^cwd: got ".*plain\.txt", expected a folder: it is a file\.$/,
  ],
  [
    'an argument of 200 KB',
    command('x', 'true', ['é'.repeat(100_000)], AGAIN),
    /^command: got "true" with its arguments and environment, expected less: .*E2BIG/,
  ],
  [
    'arguments of 3 MB',
    command('x', 'true', Array<string>(30).fill('é'.repeat(60_000)), AGAIN),
    /^command: got "true" with its arguments and environment, expected less: .*E2BIG/,
  ],
])('row 24 %s: a failed run with a plain reason, which is not tried again', async (_, spec, sentence) => {
  const test = await openEngine()
  const run = test.start(spec)
  const receipt = await test.engine.ended(run.id)
  expect(inWords(receipt.failure)).toMatch(sentence)
  expect(receipt).toMatchObject({ outcome: 'failed', verdict: 'clean', ladder: [], asks: [], survivors: [] })
  expect(receiptSummary(receipt)).toBe(inWords(receipt.failure))
  expect(verdictsOf(receipt)).toEqual(NEVER_STARTED)
  expect(test.typesOf(run.id)).toEqual(['run-created', 'run-failed', 'run-ended', 'receipt'])
  expect(test.engine.run(run.id)?.startedAt).toBeUndefined()
  // The next start of the same task comes after every one that the policy would have made in the turn of the receipt.
  await test.engine.ended(test.engine.start(run.taskId).id)
  expect(test.engine.runs()).toHaveLength(2)
})

it.each([
  ['a script without a first line that names an interpreter', file('no-shebang', 'echo by sh\n', 0o755), 'by sh\n'],
  ['an empty file', file('empty', '', 0o755), ''],
])('row 24 %s is run by the shell, as execvp does, and completes', async (_, program, printed) => {
  const test = await openEngine()
  const run = test.start(command('x', program))
  expect(await test.engine.ended(run.id)).toMatchObject({ outcome: 'completed', exit: { code: 0, signal: null } })
  expect((await test.engine.output(run.id)).text).toBe(printed)
})

it('row 24 a file that only looks like a program fails, and what the shell said of it is kept', async () => {
  const test = await openEngine()
  const run = test.start(command('x', noProgram))
  expect(await test.engine.ended(run.id)).toMatchObject({ outcome: 'failed', verdict: 'clean' })
  expect((await test.engine.output(run.id)).text).toContain('no-program')
})

it.each([
  ['an empty command', { command: '' }, 'command'],
  ['a command of another type', { command: 7 }, 'command'],
  ['a NUL in the command', { command: 'a\0b' }, 'command'],
  ['a NUL in an argument', { command: 'true', args: ['a\0b'] }, 'args.0'],
  ['a NUL in the working folder', { command: 'true', cwd: '/a\0b' }, 'cwd'],
  ['a NUL in a variable', { command: 'true', env: { A: 'a\0b' } }, 'env.A'],
  ['an argument of 200 KB', { command: 'true', args: ['a'.repeat(200_000)] }, 'args.0'],
  ['an environment of 3 MB', { command: 'true', env: { A: 'a'.repeat(3_000_000) } }, 'env'],
  ['arguments as one text', { command: 'true', args: '-l' }, 'args'],
])('row 24 %s does not come so far: it is refused when the task is defined', async (_, part, path) => {
  const { engine } = await openEngine()
  const define = (): unknown => engine.define({ kind: 'process', name: 'x', ...part } as unknown as TaskSpec)
  expect(define).toThrow(SpecError)
  expect(define).toThrow(new RegExp(`^${path}: got [^]+, expected [^]+\\.$`))
})

it('row 24 a future that cannot start gives its worker back: the next one of the executor runs', async () => {
  const test = await openEngine()
  const executor = { name: 'one', maxWorkers: 1 }
  const bad = { kind: 'future', name: 'bad', workload: fixture('own-modules/throws-at-load.mjs'), executor } as const
  const good = { kind: 'future', name: 'good', workload: 'lab/job', params: { seconds: 0.01, n: 3 }, executor } as const
  const runs = [bad, good, bad, good].map((spec) => test.start(spec))
  const receipts = await Promise.all(runs.map(({ id }) => test.engine.ended(id)))
  expect(receipts.map(({ outcome }) => outcome)).toEqual(['failed', 'completed', 'failed', 'completed'])
})

const ENDED: RowRun = { outcome: 'failed', asked: false, couldNotStart: false, livedMs: 0, cameUp: true, attempt: 1 }

it('row 24 the restart policy tries again after a shortage, and never after a mistake', () => {
  expect(nextStart({ when: 'on-failure' }, 'ended', ENDED)).toMatchObject({ start: true, attempt: 2 })
  expect(nextStart({ when: 'on-failure' }, 'ended', { ...ENDED, couldNotStart: true })).toEqual({
    start: false,
    gaveUp: false,
  })
})

const MOST_DESCRIPTORS = 400
const SLEEP = command('sleeper', 'sleep', ['1000'])

it('row 24 no descriptor is left (EMFILE): a plain reason, all others go on, and when there is room again it starts', async () => {
  const dataDir = newDataDir()
  const manager = await askedManager(dataDir, { through: ['prlimit', `--nofile=${MOST_DESCRIPTORS}`] })
  const steady = await manager.start(SLEEP)
  const started = [steady]
  let failed = steady
  // Each takes four pipes: far fewer than this many reach the limit.
  while (started.length < MOST_DESCRIPTORS && failed.id === steady.id) {
    const run = await manager.start({ ...SLEEP, restart: { when: 'on-failure', pauseMs: 300, limit: 100 } })
    while ((await manager.run(run.id))?.phase === 'starting');
    if ((await manager.run(run.id))?.phase === 'running') started.push(run)
    else failed = run
  }
  const receipt = await manager.ended(failed.id)
  expect(receipt).toMatchObject({ outcome: 'failed', verdict: 'clean' })
  expect(receipt).not.toHaveProperty('exit')
  expect(inWords(receipt.failure)).toBe(
    'command: got "sleep", expected room for its pipes: the limit of open files is reached (EMFILE).',
  )
  expect((await manager.run(steady.id))?.phase).toBe('running')
  expect(started.length).toBeGreaterThan(10)
  // A start takes both ends of its pipes for a moment: the room of one run is not enough for it.
  for (const { id } of started.slice(1, 4)) {
    await manager.stop(id)
    expect(await manager.ended(id)).toMatchObject({ verdict: 'clean', exit: { signal: 'SIGTERM' } })
  }
  // The policy of the task that failed finds the room that has come free.
  await expect
    .poll(async () => (await manager.runs()).find((run) => run.taskId === failed.taskId && run.phase === 'running'), {
      timeout: 10_000,
    })
    .toBeDefined()
  const runs = new Set((await manager.runs()).map(({ id }) => id))
  await manager.close()
  expect([...processesWith(dataDir), ...processesOf(runs)]).toEqual([])
})

it('row 24 every descriptor is taken while a run is stopped: nobody who lives is said to be gone', async () => {
  const dataDir = newDataDir()
  const manager = await askedManager(dataDir, { through: ['prlimit', `--nofile=${MOST_DESCRIPTORS}`] })
  const deaf = await manager.start(
    command('deaf', 'sh', ['-c', 'trap "" TERM; echo ready; while :; do sleep 0.1; done'], {
      stopPolicy: [
        { send: 'SIGTERM', patienceMs: 1_500 },
        { send: 'SIGKILL', patienceMs: 2_000 },
      ],
    }),
  )
  await expect.poll(async () => (await manager.run(deaf.id))?.lastLine).toBe('ready')
  expect(await manager.useUpDescriptors()).toBeGreaterThan(100)
  await manager.stop(deaf.id)
  const receipt = await manager.ended(deaf.id)
  expect(receipt).toMatchObject({ verdict: 'forced', refusal: 'signal-ignored', exit: { signal: 'SIGKILL' } })
  expect(receipt.ladder.map(({ send }) => send)).toEqual(['SIGTERM', 'SIGKILL'])
  const refused = await manager.start(command('refused', 'true'))
  expect(inWords((await manager.ended(refused.id)).failure)).toMatch(/\(EMFILE/)
  expect(await manager.giveBackDescriptors()).toBeGreaterThan(100)
  const again = await manager.start(command('again', 'true'))
  expect(await manager.ended(again.id)).toMatchObject({ outcome: 'completed' })
  await manager.close()
})

/** Opens a file under each number, as a shell or a service manager may leave them, and only then lowers the limit. */
function withStrays(numbers: readonly number[], limit: number): readonly string[] {
  const opened = numbers.map((number) => `exec ${number}</etc/hostname`).join('; ')
  return ['bash', '-c', `${opened}; ulimit -n ${limit}; exec "$@"`, 'bash']
}

it('row 24 a stray descriptor is numbered too near to the limit of open files, or above it: programs start, and it is told', async () => {
  const manager = await askedManager(newDataDir(), { through: withStrays([40, 295, 350], 300) })
  const run = await manager.start(shell('for each in /proc/$$/fd/*; do echo "${each##*/} $(readlink "$each")"; done'))
  expect(await manager.ended(run.id)).toMatchObject({ outcome: 'completed', verdict: 'clean' })
  const events = await manager.events()
  const printed = events.filter(({ runId, type }) => runId === run.id && type === 'line').map(({ text }) => text)
  // What is below the limit is covered, as ever.
  expect(printed).toContain('40 /dev/null')
  expect(printed).toContain('350 /etc/hostname')
  expect(events.filter(({ type }) => type === 'warning').map(({ text }) => text)).toEqual([
    'main: Quiesce was started with open files that are numbered too near to its limit of open files, or above it (295, 350). ' +
      'It cannot close them for the programs that it starts: they inherit them.',
  ])
  await manager.close()
})

it('row 24 a hundred stray descriptors below the limit of open files, each of which is copied once more for a start', async () => {
  const numbers = Array.from({ length: 100 }, (_, index) => 100 + index)
  const manager = await askedManager(newDataDir(), { through: withStrays(numbers, 250) })
  const run = await manager.start(command('true', 'true'))
  expect(await manager.ended(run.id)).toMatchObject({ outcome: 'completed', verdict: 'clean' })
  await manager.close()
})
