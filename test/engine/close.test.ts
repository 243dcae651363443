import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, it } from 'vitest'
import { SpecError } from '@engine/index'
import type { TaskSpec } from '@contract/task'
import { aliveOf, command, eventOf, fixture, lineOf, openEngine, phaseOf, python, shell } from '../support/test-engine'

const DEAF =
  'import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nprint("ready")\nwhile True: time.sleep(60)'
const IMPATIENT = [
  { send: 'SIGTERM', patienceMs: 300 },
  { send: 'SIGKILL', patienceMs: 2_000 },
] as const
const ASK_BRIEFLY = [{ send: 'ask', patienceMs: 300 }] as const

/** Twenty runs of every sort, among them such as do not want to go. */
function mixed(): readonly TaskSpec[] {
  const deaf = python(DEAF, { stopPolicy: IMPATIENT })
  return [
    ...Array.from({ length: 4 }, () => command('sleeper', 'sleep', ['1000'])),
    ...Array.from({ length: 3 }, () => deaf),
    python(DEAF, { stopPolicy: [{ send: 'SIGTERM', patienceMs: 200 }] }),
    shell('setsid sleep 1000 & wait'),
    shell('trap "sleep 0.1; exit 0" TERM; while :; do sleep 0.05; done'),
    { kind: 'timer', name: 'timer', delayMs: 60_000, action: { log: 'timer: fired' } },
    { kind: 'timer', name: 'ticking', delayMs: 50, repeat: true, action: { log: 'tick' } },
    { kind: 'thread', name: 'waits', workload: fixture('workloads/waits.mjs') },
    { kind: 'thread', name: 'busy', workload: 'lab/busy', stopPolicy: ASK_BRIEFLY },
    { kind: 'thread', name: 'busy too', workload: 'lab/busy', stopPolicy: ASK_BRIEFLY },
    {
      kind: 'future',
      name: 'job',
      workload: 'lab/job',
      params: { seconds: 60 },
      executor: { name: 'one', maxWorkers: 1 },
    },
    {
      kind: 'future',
      name: 'queued',
      workload: 'lab/job',
      params: { seconds: 60 },
      executor: { name: 'one', maxWorkers: 1 },
    },
    { kind: 'coroutine', name: 'swallower', workload: 'lab/swallower' },
    { kind: 'generator', name: 'generator', workload: 'lab/generator', pullEveryMs: 20 },
    {
      kind: 'generator',
      name: 'stays',
      workload: fixture('workloads/never-closes.mjs'),
      pullEveryMs: 20,
    },
  ]
}

/** The folder of one run, which lies in that of its engine. */
function temporaryFolderOf(pid: number): string {
  return /(?:^|\0)TMPDIR=([^\0]*)/.exec(readFileSync(`/proc/${pid}/environ`, 'latin1'))?.[1] ?? ''
}

it('closing ends twenty runs of every sort, the unwilling too, and leaves nothing behind', async () => {
  const test = await openEngine()
  const runs = mixed().map((spec) => test.start(spec))
  expect(runs).toHaveLength(20)
  await Promise.all(runs.filter((run) => run.name !== 'queued').map((run) => eventOf(test, run.id, 'run-started')))
  const sleeper = test.engine.runs().find(({ name }) => name === 'sleeper')
  const folder = dirname(temporaryFolderOf(sleeper?.pid ?? 0))
  expect(existsSync(folder)).toBe(true)
  await test.engine.close()
  const outcomes = new Map(runs.map((run) => [run.name, test.engine.run(run.id)?.outcome]))
  expect(aliveOf(test)).toEqual([])
  expect(existsSync(folder)).toBe(false)
  expect(Object.fromEntries(outcomes)).toMatchObject({
    sleeper: 'stopped',
    'shell line': 'stopped',
    timer: 'cancelled',
    ticking: 'cancelled',
    waits: 'stopped',
    busy: 'terminated',
    job: 'stopped',
    queued: 'stopped',
    swallower: 'completed',
    generator: 'stopped',
    stays: 'terminated',
  })
  for (const run of test.engine.runs()) expect(run.receipt?.origin).toBe('quit')
})

it('closing by force does not wait for anybody', async () => {
  const test = await openEngine()
  const runs = mixed().map((spec) => test.start(spec))
  const patient = test.start(python(DEAF, { stopPolicy: [{ send: 'SIGTERM', patienceMs: 60_000 }] }))
  await Promise.all(runs.filter((run) => run.name !== 'queued').map((run) => eventOf(test, run.id, 'run-started')))
  await lineOf(test, patient.id, /ready/)
  const began = performance.now()
  await test.engine.close('terminate')
  // Whoever waited for the patient one would wait for a minute.
  expect(performance.now() - began).toBeLessThan(3_000)
  expect(aliveOf(test)).toEqual([])
})

it.each([Infinity, Number.NaN, 2 ** 31, Number.MAX_SAFE_INTEGER])(
  'a limit of %d ms lets a run have the time of its policy, as no limit does',
  async (withinMs) => {
    const test = await openEngine()
    const run = test.start(shell('trap "sleep 0.3; exit 0" TERM; echo ready; while :; do sleep 0.05; done'))
    await lineOf(test, run.id, /ready/)
    expect(await test.engine.close({ withinMs })).toEqual({ left: [], problems: [] })
    expect(test.engine.run(run.id)?.receipt).toMatchObject({ verdict: 'clean', exit: { code: 0 } })
  },
)

it('closing an engine that never started anything is nothing', async () => {
  const test = await openEngine()
  await test.engine.close()
  expect(readdirSync(test.dataDir).sort()).toEqual(expect.arrayContaining(['journal.db', 'output']))
  expect(test.events).toEqual([])
})

it('closing twice is closing once', async () => {
  const test = await openEngine()
  const run = test.start(command('sleeper', 'sleep', ['1000']))
  await phaseOf(test, run.id, 'running')
  await Promise.all([test.engine.close(), test.engine.close()])
  await test.engine.close()
  expect(test.engine.run(run.id)?.receipt?.ladder).toHaveLength(1)
})

it('closing by force hurries a close that is patient', async () => {
  const test = await openEngine()
  const run = test.start(python(DEAF, { stopPolicy: [{ send: 'SIGTERM', patienceMs: 60_000 }] }))
  await lineOf(test, run.id, /ready/)
  const patient = test.engine.close('stop')
  await eventOf(test, run.id, 'delivered')
  await Promise.all([patient, test.engine.close('terminate')])
  expect(test.engine.run(run.id)?.receipt).toMatchObject({ outcome: 'terminated', verdict: 'forced', origin: 'quit' })
})

it('a start after close is refused with a sentence', async () => {
  const test = await openEngine()
  const task = test.engine.define(command('true', 'true'), { saved: false })
  const closing = test.engine.close()
  expect(() => test.engine.start(task.id)).toThrow(SpecError)
  await closing
  expect(() => test.engine.start(task.id)).toThrow(/expected a start before the engine closes\.$/)
})

it('a run that is stuck when the engine closes is ended by force', async () => {
  const test = await openEngine()
  const run = test.start(python(DEAF, { stopPolicy: [{ send: 'SIGTERM', patienceMs: 50 }] }))
  await lineOf(test, run.id, /ready/)
  await test.engine.stop(run.id)
  await phaseOf(test, run.id, 'stuck')
  await test.engine.close()
  expect(test.engine.run(run.id)).toMatchObject({ outcome: 'terminated', receipt: { origin: 'user' } })
})

it('what an ended run printed can be read after close', async () => {
  const test = await openEngine()
  const run = test.start(shell('echo hello'))
  await test.engine.ended(run.id)
  await test.engine.close()
  expect((await test.engine.output(run.id)).text).toBe('hello\n')
})
