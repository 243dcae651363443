import { spawnSync } from 'node:child_process'
import { chmodSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { HealthSpec } from '@contract/life'
import type { ProcessTaskSpec } from '@contract/task'
import { processesWith } from '../../support/nothing-alive'
import { sleeper, sleepers, unusual } from '../../support/unusual'
import {
  command,
  eventOf,
  newDataDir,
  openEngine,
  phaseOf,
  shell,
  snapshotOf,
  type TestEngine,
} from '../../support/test-engine'
import { inWords } from '../../support/words'

const looking = (probe: readonly string[], more: Partial<HealthSpec> = {}): HealthSpec => ({
  probe: { command: probe },
  everyMs: 100,
  then: 'tell',
  ...more,
})

function written(folder: string, name: string, text: string, mode = 0o755): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  chmodSync(path, mode)
  return path
}

/** What a command of the task saw: its environment, one variable a line, and its folder. */
async function environmentSeenBy(
  t: TestEngine,
  folder: string,
  spec: (seen: string) => ProcessTaskSpec,
): Promise<string[]> {
  const seen = join(folder, 'seen')
  const run = t.start(spec(seen))
  await phaseOf(t, run.id, 'running')
  await expect.poll(() => existsSync(`${seen}.done`)).toBe(true)
  await t.engine.terminate(run.id)
  await t.engine.ended(run.id)
  return [...readFileSync(seen, 'utf8').split('\n'), run.id]
}

const NOTE = 'env > "$0"; pwd >> "$0"; touch "$0.done"'

test('a look and a stop command have the environment and the folder of the program, and the mark of the run', async () => {
  const folder = newDataDir()
  writeFileSync(join(folder, '.env'), 'FROM_FILE=yes\nBOTH=file\n')
  const t = await openEngine()
  const life = { cwd: folder, envFiles: ['.env'], env: { BOTH: 'task', OWN: '1' } }
  const program = await environmentSeenBy(t, folder, (seen) =>
    command('program', 'sh', ['-c', `${NOTE}; exec sleep 100`, seen], life),
  )
  rmSync(join(folder, 'seen.done'))
  const look = await environmentSeenBy(t, folder, (seen) =>
    command('look', 'sleep', ['100'], { ...life, health: looking(['sh', '-c', NOTE, seen]) }),
  )
  const strange = ['SHLVL', '_', 'PWD', 'OLDPWD', 'QUIESCE_RUN_ID', 'TMPDIR']
  const without = (lines: readonly string[]): string[] =>
    lines.filter((line) => !strange.includes(line.split('=')[0] ?? '') && !line.startsWith('run-')).sort()
  const events = (lines: readonly string[]): string[] => lines.filter((line) => line.startsWith('QUIESCE_EVENTS'))
  // Only the descriptor for events is the program's own.
  expect(events(program).length).toBeGreaterThan(0)
  expect(events(look)).toEqual([])
  expect(without(look)).toEqual(without(program).filter((line) => !events(program).includes(line)))
  expect(look).toEqual(
    expect.arrayContaining(['FROM_FILE=yes', 'BOTH=task', 'OWN=1', `QUIESCE_RUN_ID=${look.at(-1) ?? ''}`]),
  )
  rmSync(join(folder, 'seen.done'))

  const hook = shell('echo up; exec sleep 100', {
    ...life,
    stopPolicy: [
      { send: { command: ['sh', '-c', NOTE, join(folder, 'seen')] }, patienceMs: 300 },
      { send: 'SIGTERM', patienceMs: 5_000 },
    ],
  })
  const run = t.start(hook)
  await eventOf(t, run.id, 'line', /up/)
  await t.engine.stop(run.id)
  await t.engine.ended(run.id)
  const ofHook = readFileSync(join(folder, 'seen'), 'utf8').split('\n')
  expect(ofHook).toEqual(expect.arrayContaining(['FROM_FILE=yes', 'BOTH=task', `QUIESCE_RUN_ID=${run.id}`]))
  expect(events(ofHook)).toEqual([])
})

test('a look that hangs ends with the run, and is not said to have been left behind', async () => {
  const t = await openEngine()
  const run = t.start(
    command('svc', 'sleep', ['100.0411'], { health: looking(['sleep', '100.0412'], { timeoutMs: 600_000 }) }),
  )
  await expect.poll(() => processesWith('100.0412').length).toBe(1)
  await t.engine.stop(run.id)
  expect(await t.engine.ended(run.id)).toMatchObject({ verdict: 'clean', survivors: [] })
  expect(processesWith('100.0412')).toEqual([])
})

test('a look that hangs ends when its program ends by itself', async () => {
  const t = await openEngine()
  const folder = newDataDir()
  const run = t.start(
    shell('until test -e go; do sleep 0.02; done', {
      cwd: folder,
      health: looking(['sleep', '100.0413'], { timeoutMs: 600_000 }),
    }),
  )
  await expect.poll(() => processesWith('100.0413').length).toBe(1)
  writeFileSync(join(folder, 'go'), '')
  expect(await t.engine.ended(run.id)).toMatchObject({ outcome: 'completed', verdict: 'clean', survivors: [] })
  expect(processesWith('100.0413')).toEqual([])
})

test.each([
  ['in the background', 'sleep 100.0414 & exit 0'],
  ['in a session of its own', 'setsid sleep 100.0414 & exit 0'],
  ['and hangs itself', 'setsid sleep 100.0414 & exec sleep 100.0415'],
] as const)('what a look starts %s is found by the stop, named and ended', async (_how, line) => {
  const t = await openEngine()
  // One look is enough: the next would come in a minute.
  const ready = { probe: { command: ['sh', '-c', line] }, everyMs: 60_000 }
  const run = t.start(command('svc', 'sleep', ['100.0416'], { ready }))
  // The looks themselves have ended, one of them by its own limit: what ends with its look is not left behind.
  await expect
    .poll(() =>
      processesWith('100.041')
        .map((each) => each.command)
        .sort(),
    )
    .toEqual([expect.stringMatching(/\/sleep 100\.0416$/), 'sleep 100.0414'])
  // What is in the group of a look that is still under way ends with it.
  if (line.endsWith('exit 0')) await snapshotOf(t.engine, run.id, (each) => each.ready === true)
  await t.engine.stop(run.id)
  const receipt = await t.engine.ended(run.id)
  expect(receipt.verdict).toBe('survivors')
  expect(receipt.survivors.map((survivor) => survivor.command)).toEqual(['sleep 100.0414'])
  expect(processesWith('100.0414')).toEqual([])
})

test('a look whose child holds its output, and one that prints without an end, are answered by their exit', async () => {
  const t = await openEngine()
  const held = t.start(
    command('held', 'sleep', ['100'], {
      ready: { probe: { command: ['sh', '-c', '(sleep 100.0417; echo late) & exit 0'] } },
    }),
  )
  await snapshotOf(t.engine, held.id, (run) => run.ready === true)
  const flood = t.start(
    command('flood', 'sleep', ['100'], {
      ready: { probe: { command: ['sh', '-c', 'yes | head -c 50000000; exit 0'] }, timeoutMs: 20_000 },
    }),
  )
  await snapshotOf(t.engine, flood.id, (run) => run.ready === true)
  const endless = t.start(
    command('endless', 'sleep', ['100'], { ready: { probe: { command: ['yes'] }, timeoutMs: 400 } }),
  )
  expect(inWords((await t.engine.ended(endless.id)).failure)).toMatch(
    /^It was not ready within 400 ms\. "yes" did not end within \d+/,
  )
})

const REFUSED: readonly (readonly [what: string, probe: (folder: string) => readonly string[], why: RegExp])[] = [
  ['a folder', (folder) => [folder], /it is a folder/],
  ['a file that may not be executed', (folder) => [written(folder, 'plain', 'no program', 0o644)], /not executable/],
  [
    'a named pipe',
    (folder) => {
      const pipe = join(folder, 'pipe')
      spawnSync('mkfifo', ['-m', '755', pipe])
      return [pipe]
    },
    /it is a named pipe, a socket or a device/,
  ],
  ['a file below a file', (folder) => [join(written(folder, 'file', ''), 'check')], /no such file/],
  ['a name that is too long', () => [`/${'n'.repeat(5_000)}`], /no such file/],
  ['an empty name', () => [''], /expected a program/],
  ['a program that is nowhere', () => ['no-such-check'], /holds one of that name/],
  ['arguments that are too large', () => ['true', 'é'.repeat(100_000)], /E2BIG/],
  ['a file without an interpreter', (folder) => [written(folder, 'odd', '#!/no/such/interpreter\n')], /interpreter/],
]

test.each(REFUSED)('%s as a look is a no with its reason, and harms nobody', async (_what, probe, why) => {
  const t = await openEngine()
  const other = t.start(command('database', 'sleep', ['100']))
  const run = t.start(
    command('web', 'sleep', ['100'], { ready: { probe: { command: probe(newDataDir()) }, timeoutMs: 1_000 } }),
  )
  const receipt = await t.engine.ended(run.id)
  expect(inWords(receipt.failure)).toMatch(/^It was not ready within 1\.0 s\. ".*" could not be started: .*\.$/s)
  expect(inWords(receipt.failure)).toMatch(why)
  expect(t.phase(other.id)).toBe('running')
  expect(t.events.filter(({ type }) => type === 'warning')).toEqual([])
})

test('a check that is being rebuilt, and a folder that has become a file, are misses', async () => {
  const folder = newDataDir()
  mkdirSync(join(folder, 'work'))
  const check = join(folder, 'check')
  spawnSync('cp', ['/bin/true', check])
  const t = await openEngine()
  const run = t.start(
    command('svc', 'sleep', ['100'], { cwd: join(folder, 'work'), health: looking([check], { misses: 1 }) }),
  )
  await eventOf(t, run.id, 'health', /healthy/)
  const beingWritten = openSync(check, 'r+')
  expect((await eventOf(t, run.id, 'health', /unhealthy/)).text).toContain('still being written (ETXTBSY)')
  closeSync(beingWritten)
  await snapshotOf(t.engine, run.id, (each) => each.healthy === true)
  rmSync(join(folder, 'work'), { recursive: true })
  writeFileSync(join(folder, 'work'), '')
  await snapshotOf(t.engine, run.id, (each) => each.healthy === false)
  const told = t.eventsOf(run.id).filter(({ type }) => type === 'health')
  expect(told.at(-1)?.text).toContain('expected a folder: it is a file.')
})

test.each([
  ['a folder', (folder: string) => [folder]],
  ['arguments that are too large', () => ['true', 'é'.repeat(100_000)]],
])('%s as a stop command is told, and the ladder goes on', async (_what, hook) => {
  const t = await openEngine()
  const run = t.start(
    shell('echo up; exec sleep 100', {
      stopPolicy: [
        { send: { command: hook(newDataDir()) }, patienceMs: 50 },
        { send: 'SIGTERM', patienceMs: 5_000 },
      ],
    }),
  )
  await eventOf(t, run.id, 'line', /up/)
  await t.engine.stop(run.id)
  const receipt = await t.engine.ended(run.id)
  expect(inWords(receipt.ladder[0]?.note)).toMatch(/^The stop command could not be started: .*(it is a folder|E2BIG)/)
  expect(receipt.ladder[1]).toMatchObject({ send: 'SIGTERM', deliveredTo: 1 })
})

const DAEMON = 'setsid -f env -i sleep "$0" </dev/null >/dev/null 2>&1'

test('what a look left in a session of its own, with an emptied environment, is found, named and ended', async () => {
  const seconds = unusual()
  const t = await openEngine()
  const run = t.start(command('look', 'sleep', ['100'], { health: looking(['sh', '-c', DAEMON, seconds]) }))
  await expect.poll(() => sleeper(seconds)).toBeDefined()
  await t.engine.stop(run.id)
  const receipt = await t.engine.ended(run.id)
  expect(sleepers(seconds)).toEqual([])
  expect(receipt.verdict).toBe('survivors')
  expect(receipt.survivors).toContainEqual(expect.objectContaining({ command: `sleep ${seconds}` }))
})

test('so is what a stop command left', async () => {
  const seconds = unusual()
  const t = await openEngine()
  const stopping = ['sh', '-c', `${DAEMON}; kill -TERM "$QUIESCE_PID"`, seconds]
  const stopPolicy = [{ send: { command: stopping }, patienceMs: 10_000 }] as const
  const run = t.start(command('stopped', 'sleep', ['100'], { stopPolicy }))
  await phaseOf(t, run.id, 'running')
  await t.engine.stop(run.id)
  await expect.poll(() => sleepers(seconds)).toEqual([])
  await t.engine.terminate(run.id)
  const receipt = await t.engine.ended(run.id)
  expect(receipt.verdict).not.toBe('clean')
})
