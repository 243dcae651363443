import { expect, it } from 'vitest'
import { lineOf, openEngine, python, shell, snapshotOf, type TestEngine } from '../support/test-engine'
import { sleeper, statOf, unusual } from '../support/unusual'

type Started = ReturnType<TestEngine['start']>

async function stoppedLeader(test: TestEngine, run: Started): Promise<void> {
  const { pid = 0 } = await snapshotOf(test.engine, run.id, (each) => each.pid !== undefined)
  await expect.poll(() => statOf(pid)?.state, { timeout: 10_000 }).toBe('T')
}

it('row 17 a program that stopped itself dies of SIGTERM: SIGCONT follows it', async () => {
  const test = await openEngine()
  const run = test.start(shell('kill -STOP $$; sleep 1000'))
  await stoppedLeader(test, run)
  await test.engine.stop(run.id)
  expect(await test.engine.ended(run.id)).toMatchObject({
    verdict: 'clean',
    outcome: 'stopped',
    exit: { code: null, signal: 'SIGTERM' },
  })
})

it('row 17 the handler of a stopped program runs, and it ends clean within the first step', async () => {
  const test = await openEngine()
  const code =
    'import os, signal, sys, time\nsignal.signal(signal.SIGTERM, lambda *_: sys.exit(0))\nos.kill(os.getpid(), signal.SIGSTOP)\nwhile True: time.sleep(60)'
  const run = test.start(python(code))
  await stoppedLeader(test, run)
  await test.engine.stop(run.id)
  const receipt = await test.engine.ended(run.id)
  expect(receipt).toMatchObject({ verdict: 'clean', exit: { code: 0, signal: null } })
  expect(receipt.ladder).toHaveLength(1)
})

it('row 17 a stopped child and a stopped member in a session of its own end with their leader', async () => {
  const test = await openEngine()
  const n = unusual()
  const line = `sleep ${n}1 & kill -STOP $!; setsid sh -c 'kill -STOP $$; exec sleep ${n}2' stopped${n} & echo ready; wait`
  const run = test.start(shell(line))
  await lineOf(test, run.id, /ready/)
  // The first may be stopped before it has become `sleep`: it is known by its state.
  await expect.poll(() => stoppedIn(test, run).length, { timeout: 10_000 }).toBe(2)
  await test.engine.stop(run.id)
  const receipt = await test.engine.ended(run.id)
  expect(sleeper(`${n}1`) ?? sleeper(`${n}2`)).toBeUndefined()
  expect(receipt.ladder).toHaveLength(1)
  expect(receipt.survivors.map(({ endedBy }) => endedBy)).not.toContain('SIGKILL')
})

function stoppedIn(test: TestEngine, run: Started): readonly number[] {
  const family = test.engine.run(run.id)?.family ?? []
  return family.map(({ pid }) => pid).filter((pid) => statOf(pid)?.state === 'T')
}
