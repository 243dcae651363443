import { expect, it } from 'vitest'
import { command, eventOf, newDataDir, openEngine, phaseOf, python } from '../../support/test-engine'

it('the history of a task outlives the engine: every run with its receipt, newest first, and how its stops went', async () => {
  const dataDir = newDataDir()
  const first = await openEngine(dataDir)
  const task = first.engine.define(command('sleeper', 'sleep', ['60']))
  const ids: string[] = []
  for (let index = 0; index < 3; index++) {
    const run = first.engine.start(task.id)
    await phaseOf(first, run.id, 'running')
    await first.engine.stop(run.id)
    await first.engine.ended(run.id)
    ids.unshift(run.id)
  }
  await first.engine.close()

  const next = await openEngine(dataDir)
  const history = await next.engine.history(task.id)
  expect(history.runs.map(({ id }) => id)).toEqual(ids)
  expect(history.runs[0]).toMatchObject({
    name: 'sleeper',
    phase: 'ended',
    outcome: 'stopped',
    receipt: { verdict: 'clean' },
  })
  expect(history.record).toMatchObject({ stops: 3, clean: 3, sentence: '3 of 3 stops were clean.' })
  expect(history.record.p95Ms ?? 0).toBeGreaterThanOrEqual(history.record.medianMs ?? 0)
  expect((await next.engine.history(task.id, { limit: 1 })).runs).toHaveLength(1)
})

it('a task whose stops were clean and are forced now gets a warning that says both', async () => {
  const test = await openEngine()
  const policy = [
    { send: 'SIGTERM', patienceMs: 600 },
    { send: 'SIGKILL', patienceMs: 2_000 },
  ] as const
  const task = test.engine.define(command('worker', 'sleep', ['60']))
  const once = async (): Promise<string> => {
    const run = test.engine.start(task.id)
    await phaseOf(test, run.id, 'running')
    if (test.engine.tasks()[0]?.spec.kind === 'process') await test.engine.stop(run.id)
    await test.engine.ended(run.id)
    return run.id
  }
  for (let index = 0; index < 4; index++) await once()
  const deaf =
    'import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nprint("deaf")\nwhile True: time.sleep(60)'
  test.engine.define(python(deaf, { name: 'worker', stopPolicy: policy }), { replaces: task.id })
  const run = test.engine.start(task.id)
  await eventOf(test, run.id, 'line', /deaf/)
  await test.engine.stop(run.id)
  await test.engine.ended(run.id)
  const warning = await new Promise<string>((resolve) => {
    const seen = test.events.find((event) => event.runId === run.id && event.type === 'warning')
    if (seen) resolve(seen.text)
    else test.engine.onEvent((event) => event.runId === run.id && event.type === 'warning' && resolve(event.text))
  })
  expect(warning).toMatch(
    /^main: Its stops got worse\. Before (?:\d+ ms|0\.\d s), clean; now \d\.\d s, forced\. Before, 4 of 4 stops were clean\.$/,
  )
})
