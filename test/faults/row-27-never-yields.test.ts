import { expect, it } from 'vitest'
import { isAlive, processesWith } from '../support/nothing-alive'
import { eventOf, fixture, lineOf, openEngine, phaseOf, stepOf } from '../support/test-engine'
import { until } from './support/manager'
import { inWords } from '../support/words'

it('row 27 a thread that never yields does not hear the stop: it is stuck after the patience, and force ends it in a moment', async () => {
  const test = await openEngine()
  const run = test.start({
    kind: 'thread',
    name: 'busy',
    workload: 'lab/busy',
    stopPolicy: [{ send: 'ask', patienceMs: 300 }],
  })
  await lineOf(test, run.id, /worker: up/)
  expect(await test.engine.stop(run.id)).toEqual({ accepted: true })
  const stuck = await phaseOf(test, run.id, 'stuck')
  expect(inWords(stuck.waitingFor)).toBe('The thread was not seen to look for the request.')
  expect(await test.engine.terminate(run.id)).toEqual({ accepted: true })
  const receipt = await test.engine.ended(run.id)
  expect(receipt).toMatchObject({ outcome: 'terminated', verdict: 'forced', refusal: 'unresponsive' })
  expect(stepOf(receipt, 'handled').verdict).not.toBe('yes')
  expect(test.typesOf(run.id)).not.toContain('handled')
})

it('row 27 a policy whose second step is force ends a thread that never yields after its patience', async () => {
  const test = await openEngine()
  const run = test.start({
    kind: 'thread',
    name: 'busy',
    workload: 'lab/busy',
    stopPolicy: [
      { send: 'ask', patienceMs: 300 },
      { send: 'terminate', patienceMs: 2_000 },
    ],
  })
  await lineOf(test, run.id, /worker: up/)
  await test.engine.stop(run.id)
  const receipt = await test.engine.ended(run.id)
  expect(receipt).toMatchObject({ outcome: 'stopped', verdict: 'forced' })
  expect(receipt.ladder.map(({ send }) => send)).toEqual(['ask', 'terminate'])
  expect(receipt.ladder[1]?.ms).toBeGreaterThanOrEqual(290)
})

/** Seconds that nothing else sleeps for. */
const SECONDS = `6${String(process.pid).padStart(7, '0')}`

for (const how of ['execSync', 'execFileSync', 'pbkdf2Sync'] as const) {
  it(`row 27 a thread inside ${how} cannot be interrupted: that is said, and its host is ended with it after a second limit`, async () => {
    const test = await openEngine()
    const run = test.start({
      kind: 'thread',
      name: how,
      workload: fixture('workloads/native.mjs'),
      params: { how, seconds: SECONDS },
    })
    const host = Number((await lineOf(test, run.id, /^blocking/)).split(' ')[1])
    expect(await test.engine.terminate(run.id)).toEqual({ accepted: true })
    await eventOf(test, run.id, 'delivered', /waiting for native code, which cannot be interrupted/)
    const receipt = await test.engine.ended(run.id)
    expect(receipt).toMatchObject({ outcome: 'terminated', verdict: 'forced', exit: { signal: 'SIGKILL' } })
    expect(inWords(stepOf(receipt, 'leader-gone').evidence)).toContain('Quiesce ended its host process')
    await until(() => !isAlive(host), 2_000)
    await until(
      () => processesWith(SECONDS).length === 0,
      2_000,
      () => processesWith(SECONDS),
    )
  })
}

it('row 27 native code holds its host only for itself: a neighbour goes on there, new runs go elsewhere, and the host ends after the neighbour', async () => {
  const test = await openEngine()
  const ticker = { kind: 'thread', name: 'ticker', workload: 'lab/ticker' } as const
  const neighbour = test.start(ticker)
  const params = { how: 'execFileSync', seconds: SECONDS }
  const native = test.start({ kind: 'thread', name: 'n', workload: fixture('workloads/native.mjs'), params })
  await lineOf(test, neighbour.id, /worker: up/)
  const host = Number((await lineOf(test, native.id, /^blocking/)).split(' ')[1])
  await test.engine.terminate(native.id)
  const stuck = await phaseOf(test, native.id, 'stuck')
  expect(inWords(stuck.waitingFor)).toBe('Its worker thread is in native code, which cannot be interrupted.')
  // Whichever host a thread is on, it can say: new ones are on another as soon as this one is given up.
  let elsewhere = host
  while (elsewhere === host) {
    const asks = test.start({ kind: 'thread', name: 'where', workload: fixture('workloads/which-host.mjs') })
    elsewhere = Number((await lineOf(test, asks.id, /^on \d+/)).split(' ')[1])
    await test.engine.ended(asks.id)
  }
  expect(isAlive(host)).toBe(true)
  expect(test.phase(neighbour.id)).toBe('running')
  await test.engine.stop(neighbour.id)
  expect(await test.engine.ended(neighbour.id)).toMatchObject({ outcome: 'stopped', verdict: 'clean' })
  expect(await test.engine.ended(native.id)).toMatchObject({ outcome: 'terminated', verdict: 'forced' })
  await until(() => !isAlive(host), 2_000)
  const next = test.start(ticker)
  await lineOf(test, next.id, /worker: up/)
})
