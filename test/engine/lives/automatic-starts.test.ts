import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { EngineEvent } from '@contract/event'
import type { TaskId } from '@contract/ids'
import type { RunSnapshot } from '@contract/run'
import type { ProcessTaskSpec } from '@contract/task'
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
import { freePort } from './free-port'
import { saying } from '../../support/words'

const runsOf = (t: TestEngine, taskId: TaskId): readonly RunSnapshot[] =>
  t.engine.runs().filter((run) => run.taskId === taskId)

/** Resolves with the first warning that fits, past or to come. */
function warning(t: TestEngine, pattern: RegExp): Promise<EngineEvent> {
  const fits = (event: EngineEvent): boolean => event.type === 'warning' && pattern.test(event.text)
  return new Promise((resolve) => {
    const seen = t.events.find(fits)
    if (seen) return resolve(seen)
    const undo = t.engine.onEvent((event) => {
      if (!fits(event)) return
      undo()
      resolve(event)
    })
  })
}

/** Resolves with the run of the task that is the `count`-th, once it is in that phase. */
async function nthRun(t: TestEngine, taskId: TaskId, count: number, phase: RunSnapshot['phase']): Promise<RunSnapshot> {
  await expect.poll(() => runsOf(t, taskId).at(count - 1)?.id, { timeout: 15_000, interval: 5 }).toBeDefined()
  const run = runsOf(t, taskId).at(count - 1)
  if (!run) throw new Error(`there is no run ${count}`)
  return phaseOf(t, run.id, phase)
}

test('a program that its health check never finds well is started three times as its limit says, with pauses, and counts as failed', async () => {
  const t = await openEngine()
  const port = await freePort()
  const run = t.start(
    command('never well', 'sleep', ['100'], {
      health: { probe: { port }, everyMs: 100, misses: 1, startMs: 0 },
      restart: { when: 'never', pauseMs: 40, limit: 3 },
    }),
  )
  await warning(t, /gave up after 3 starts in a row: never well is left running as it is, unhealthy/)
  const runs = runsOf(t, run.taskId)
  expect(runs.map(({ attempt = 1, outcome, phase }) => [attempt, outcome ?? phase])).toEqual([
    [1, 'failed'],
    [2, 'failed'],
    [3, 'running'],
  ])
  expect(runs[0]?.receipt).toMatchObject({ origin: 'restart', failure: saying(expect.stringContaining('unhealthy')) })
  const pauses = runs.slice(1).map(({ startsAt = 0, createdAt }) => Math.round((startsAt - createdAt) / 20) * 20)
  expect(pauses).toEqual([40, 80])
})

test('a restart that waits out its pause takes the edited task, with what is left of the pause', async () => {
  const t = await openEngine()
  const bad = shell('exit 3', { name: 'edited', restart: { when: 'always', pauseMs: 600, maxPauseMs: 600 } })
  const run = t.start(bad)
  const waiting = await nthRun(t, run.taskId, 2, 'pending')
  t.engine.define({ ...bad, command: 'exec sleep 100' }, { replaces: run.taskId })
  const receipt = await t.engine.ended(waiting.id)
  expect(receipt).toMatchObject({ outcome: 'cancelled', reason: 'Its task was edited: it starts in its new form.' })
  const next = await nthRun(t, run.taskId, 3, 'running')
  expect(next).toMatchObject({ attempt: 2, commandLine: expect.stringContaining('sleep 100') as string })
  expect((next.startedAt ?? 0) - (runsOf(t, run.taskId)[0]?.endedAt ?? 0)).toBeGreaterThanOrEqual(590)
})

test('the same definition again leaves a waiting start as it is', async () => {
  const t = await openEngine()
  const bad = shell('exit 3', { name: 'same', restart: { when: 'always', pauseMs: 60_000, maxPauseMs: 60_000 } })
  const run = t.start(bad)
  const waiting = await nthRun(t, run.taskId, 2, 'pending')
  t.engine.define({ ...bad }, { replaces: run.taskId })
  expect(t.phase(waiting.id)).toBe('pending')
  expect(runsOf(t, run.taskId)).toHaveLength(2)
})

test('an edit that wants no restart is heeded by the run that is alive', async () => {
  const t = await openEngine()
  const spec = shell('echo up; read line; exit 3', { name: 'calmed', restart: { when: 'always', pauseMs: 0 } })
  const run = t.start(spec)
  await eventOf(t, run.id, 'line', /up/)
  t.engine.define({ ...spec, restart: { when: 'never' } }, { replaces: run.taskId })
  await t.engine.write(run.id, 'go\n')
  expect((await t.engine.ended(run.id)).outcome).toBe('failed')
  expect(runsOf(t, run.taskId)).toHaveLength(1)
})

test('a task that is forgotten starts no more: its waiting start is withdrawn with the reason', async () => {
  const t = await openEngine()
  const run = t.start(
    shell('exit 1', { name: 'gone', restart: { when: 'always', pauseMs: 60_000, maxPauseMs: 60_000 } }),
  )
  const waiting = await nthRun(t, run.taskId, 2, 'pending')
  expect(t.engine.forget(run.taskId)).toBe(true)
  expect(await t.engine.ended(waiting.id)).toMatchObject({ outcome: 'cancelled', reason: 'Its task was deleted.' })
  expect(runsOf(t, run.taskId)).toHaveLength(2)
})

test('a task that is forgotten while it runs is not started again when it fails', async () => {
  const t = await openEngine()
  const run = t.start(
    shell('echo up; read line; exit 3', { name: 'forgotten', restart: { when: 'always', pauseMs: 0 } }),
  )
  await eventOf(t, run.id, 'line', /up/)
  t.engine.forget(run.taskId)
  await t.engine.write(run.id, 'go\n')
  expect((await t.engine.ended(run.id)).outcome).toBe('failed')
  expect(t.engine.runs()).toHaveLength(1)
})

test('a crash waits for a change of the watched file, says so, and starts when the mistake is mended', async () => {
  const folder = newDataDir()
  writeFileSync(join(folder, 'app.sh'), 'exit 1\n')
  const t = await openEngine()
  const run = t.start(command('app', 'sh', ['app.sh'], { cwd: folder, watch: { paths: ['app.sh'], quietMs: 20 } }))
  await eventOf(t, run.id, 'waits-for-change')
  await t.engine.ended(run.id)
  expect(t.engine.run(run.id)).toMatchObject({ phase: 'ended', waitsForChange: true })
  expect(t.engine.run(run.id)?.controls.cancel.offered).toBe(true)
  writeFileSync(join(folder, 'app.sh'), 'exec sleep 100\n')
  await nthRun(t, run.taskId, 2, 'running')
  expect(t.engine.run(run.id)?.waitsForChange).toBe(false)
})

test('cancel on an ended run withdraws the wait for its files, and a stop ends it too', async () => {
  const folder = newDataDir()
  const file = join(folder, 'app.sh')
  writeFileSync(file, 'exit 1\n')
  const t = await openEngine()
  const spec = command('app', 'sh', ['app.sh'], { cwd: folder, watch: { paths: ['app.sh'], quietMs: 20 } })
  const other = t.start({ ...spec, name: 'other' })
  const run = t.start(spec)
  await Promise.all([t.engine.ended(run.id), t.engine.ended(other.id)])
  expect((await t.engine.cancel(run.id)).accepted).toBe(true)
  expect((await t.engine.cancel(run.id)).code).toBe('already-ended')
  writeFileSync(file, 'exec sleep 100\n')
  // The other one, which watches the same file, has seen the change: the first would have too.
  const second = await nthRun(t, other.taskId, 2, 'running')
  expect(runsOf(t, run.taskId)).toHaveLength(1)
  await t.engine.stop(second.id)
  await t.engine.ended(second.id)
  expect(t.engine.run(second.id)?.waitsForChange).not.toBe(true)
})

test('an edit of the watched paths counts for the run that is alive', async () => {
  const folder = newDataDir()
  for (const name of ['a.txt', 'b.txt']) writeFileSync(join(folder, name), '1')
  const t = await openEngine()
  const spec = command('app', 'sleep', ['100'], { cwd: folder, watch: { paths: ['a.txt'], quietMs: 20 } })
  const run = t.start(spec)
  await phaseOf(t, run.id, 'running')
  t.engine.define({ ...spec, args: ['200'], watch: { paths: ['b.txt'], quietMs: 20 } }, { replaces: run.taskId })
  await changedUntil(join(folder, 'b.txt'), () => runsOf(t, run.taskId).length > 1)
  expect((await nthRun(t, run.taskId, 2, 'running')).commandLine).toContain('sleep 200')
})

test('a program that writes into its own watched folder is braked, and told why', async () => {
  const folder = newDataDir()
  const t = await openEngine()
  const run = t.start(
    command('writer', 'sh', ['-c', 'echo $$ >> starts.log; while :; do date >> app.log; sleep 0.05; done'], {
      cwd: folder,
      watch: { paths: ['.'], quietMs: 20 },
      restart: { when: 'never', pauseMs: 20, maxPauseMs: 40 },
    }),
  )
  const told = await warning(t, /gave up/)
  expect(told.text).toMatch(
    /gave up after 10 starts in a row: (app|starts)\.log changed each time right after the start/,
  )
  expect(told.text).toContain('name it in watch.ignore')
  expect(t.events.filter(({ text }) => text.includes('changed again right after the start'))).toHaveLength(4)
  const starts = readFileSync(join(folder, 'starts.log'), 'utf8').trim().split('\n').length
  expect(starts).toBeLessThanOrEqual(10)
  const last = runsOf(t, run.taskId).at(-1)
  if (!last) throw new Error('no run')
  await phaseOf(t, last.id, 'running')
  expect(runsOf(t, run.taskId)).toHaveLength(10)
})

test('a task has one live run: another start is refused with a sentence that says what to do', async () => {
  const t = await openEngine()
  const run = t.start(command('single', 'sleep', ['100']))
  const { pid = 0 } = await phaseOf(t, run.id, 'running')
  expect(() => t.engine.start(run.taskId)).toThrow(
    `single is already running as process ${pid}; stop or restart it, or allow several runs in the task.`,
  )
  expect(runsOf(t, run.taskId)).toHaveLength(1)
  await t.engine.stop(run.id)
  await t.engine.ended(run.id)
  await phaseOf(t, t.engine.start(run.taskId).id, 'running')
})

test('a second start of a task that waits for a dependency is refused too', async () => {
  const t = await openEngine()
  t.engine.define(command('slow', 'sleep', ['100'], { ready: { probe: { line: 'never' } } }), { saved: false })
  const run = t.start(command('app', 'sleep', ['100'], { dependsOn: [{ task: 'slow', until: 'ready' }] }))
  await snapshotOf(t.engine, run.id, ({ waitingFor }) => waitingFor?.code === 'wait-dependency')
  expect(() => t.engine.start(run.taskId)).toThrow(
    'app already waits to start (for slow to be ready); cancel or restart it, or allow several runs in the task.',
  )
})

test('whenRunning restart: a start ends the run that is there, and begins when that is gone', async () => {
  const t = await openEngine()
  const run = t.start(command('again', 'sleep', ['100'], { whenRunning: 'restart' }))
  await phaseOf(t, run.id, 'running')
  const next = t.engine.start(run.taskId)
  await phaseOf(t, next.id, 'running')
  expect(t.engine.run(run.id)).toMatchObject({ phase: 'ended', receipt: { origin: 'restart', verdict: 'clean' } })
})

test('whenRunning another: copies live side by side, and one that fails is restarted beside the other', async () => {
  const t = await openEngine()
  const run = t.start(
    shell('echo up; read line; exit 3', {
      whenRunning: 'another',
      restart: { when: 'on-failure', pauseMs: 0, limit: 2 },
    }),
  )
  const second = t.engine.start(run.taskId)
  await Promise.all([eventOf(t, run.id, 'line', /up/), eventOf(t, second.id, 'line', /up/)])
  await t.engine.write(run.id, 'go\n')
  await nthRun(t, run.taskId, 3, 'running')
  expect(t.phase(second.id)).toBe('running')
})

test('whoever starts a task does not wait for the pause of its restart', async () => {
  const t = await openEngine()
  const flag = join(t.dataDir, 'mended')
  const run = t.start(
    shell(`test -e '${flag}' && exec sleep 100; exit 3`, {
      restart: { when: 'always', pauseMs: 60_000, maxPauseMs: 60_000 },
    }),
  )
  const paused = await nthRun(t, run.taskId, 2, 'pending')
  writeFileSync(flag, '')
  const mine = t.engine.start(run.taskId)
  await phaseOf(t, mine.id, 'running')
  expect(await t.engine.ended(paused.id)).toMatchObject({ outcome: 'cancelled', reason: 'Somebody started it.' })
})

test('a repeating timer leaves out a start while the last one still runs, and says so once', async () => {
  const t = await openEngine()
  const job = t.engine.define(command('job', 'sleep', ['100']), { saved: false })
  const timer = t.start({ kind: 'timer', name: 'often', delayMs: 0, repeat: true, action: { start: job.id } })
  const fired = (): number => t.typesOf(timer.id).filter((type) => type === 'timer-fired').length
  await expect.poll(fired, { timeout: 10_000 }).toBeGreaterThan(4)
  expect(runsOf(t, job.id)).toHaveLength(1)
  const warnings = t.eventsOf(timer.id).filter(({ type }) => type === 'warning')
  expect(warnings.map(({ text }) => text)).toEqual([
    'main: often repeats every 100 ms, which is as often as a timer can: its task says 0 ms',
    'main: job is still there: this start is left out, and so is each until then',
  ])
  const [run] = runsOf(t, job.id)
  if (!run) throw new Error('the timer started nothing')
  await t.engine.stop(run.id)
  await nthRun(t, job.id, 2, 'running')
  await warning(t, /job is started again; \d+ starts were left out/)
})

test('a timer makes no more copies than the limit of the row, where several are allowed', async () => {
  const t = await openEngine()
  const job = t.engine.define(
    command('copies', 'sleep', ['100'], { whenRunning: 'another', restart: { when: 'never', limit: 3 } }),
    { saved: false },
  )
  t.start({ kind: 'timer', name: 'often', delayMs: 1, repeat: true, action: { start: job.id } })
  await warning(t, /3 runs of copies are still there: this start is left out/)
  expect(runsOf(t, job.id)).toHaveLength(3)
})

test('a job that finishes while its dependent waits for something else has been started: it runs once', async () => {
  const t = await openEngine()
  const gate = join(t.dataDir, 'gate')
  t.engine.define(
    shell(`while ! test -e '${gate}'; do sleep 0.02; done; echo open; exec sleep 100`, {
      name: 'slow',
      ready: { probe: { line: 'open' } },
    }),
    { saved: false },
  )
  const job = t.engine.define(shell('echo done', { name: 'job' }), { saved: false })
  const app: ProcessTaskSpec = command('app', 'sleep', ['100'], {
    dependsOn: [
      { task: 'slow', until: 'ready' },
      { task: 'job', until: 'started' },
    ],
  })
  const run = t.start(app)
  await t.engine.ended(t.engine.start(job.id).id)
  writeFileSync(gate, '')
  await phaseOf(t, run.id, 'running')
  expect(runsOf(t, job.id)).toHaveLength(1)
  // Asked for later, the job that had finished long before is not what "started" means: it runs again.
  const later = t.start({ ...app, name: 'later' })
  await phaseOf(t, later.id, 'running')
  expect(runsOf(t, job.id)).toHaveLength(2)
})

test('a start that fails at once still watches: the program that is built later is started', async () => {
  const folder = newDataDir()
  const t = await openEngine()
  const run = t.start(command('built', './bin/app', [], { cwd: folder, watch: { paths: ['bin'], quietMs: 20 } }))
  expect((await t.engine.ended(run.id)).outcome).toBe('failed')
  await warning(t, /built: the watched path bin is not there\. It is watched as soon as it is\./)
  mkdirSync(join(folder, 'bin'))
  writeFileSync(join(folder, 'bin', 'app'), '#!/bin/sh\nexec sleep 100\n', { mode: 0o755 })
  await nthRun(t, run.taskId, 2, 'running')
  const over = t.events.find(({ over: passed }) => passed)
  expect(over?.text).toBe('main: built: bin is there and watched.')
  rmSync(join(folder, 'bin'), { recursive: true })
})

/** Writes again and again, as a watch tells nobody when it is up. */
async function changedUntil(path: string, seen: () => boolean): Promise<void> {
  await expect
    .poll(
      () => {
        writeFileSync(path, String(Math.random()))
        return seen()
      },
      { timeout: 10_000, interval: 300 },
    )
    .toBe(true)
}
