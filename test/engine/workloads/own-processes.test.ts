import { expect, it } from 'vitest'
import type { RunId } from '@contract/ids'
import { fixture, lineOf, openEngine, type TestEngine } from '../../support/test-engine'
import { sleeper, unusual } from '../../support/unusual'
import { saying } from '../../support/words'

const workload = fixture('own-modules/spawns-thread.mjs')
const POLICY = [
  { send: 'ask', patienceMs: 2_000 },
  { send: 'terminate', patienceMs: 5_000 },
] as const

async function started(test: TestEngine, params: object): Promise<{ readonly id: RunId; readonly seconds: string }> {
  const seconds = unusual()
  const spec = { kind: 'thread', name: 'spawns', workload, stopPolicy: POLICY, params: { seconds, ...params } } as const
  const { id } = test.start(spec)
  await lineOf(test, id, /started one/)
  await expect.poll(() => sleeper(seconds)).toBeDefined()
  return { id, seconds }
}

it('a program that a thread started by itself is found after the thread has stopped, and ended', async () => {
  const test = await openEngine()
  const { id, seconds } = await started(test, {})
  await test.engine.stop(id)
  const receipt = await test.engine.ended(id)
  expect(sleeper(seconds)).toBeUndefined()
  expect(receipt.steps.find(({ name }) => name === 'family-gone')).toMatchObject({ verdict: 'yes' })
})

it('one that ignores the signal is ended by force, and named', async () => {
  const test = await openEngine()
  const { id, seconds } = await started(test, { deaf: true })
  await test.engine.stop(id)
  const receipt = await test.engine.ended(id)
  expect(sleeper(seconds)).toBeUndefined()
  expect(receipt.verdict).toBe('survivors')
  expect(receipt.survivors).toMatchObject([{ command: `sleep ${seconds}`, foundBy: 'mark', endedBy: 'SIGKILL' }])
})

it('one that is left by a thread that has returned is a survivor', async () => {
  const test = await openEngine()
  const { id, seconds } = await started(test, { returns: true })
  const receipt = await test.engine.ended(id)
  expect(sleeper(seconds)).toBeUndefined()
  expect(receipt).toMatchObject({ verdict: 'survivors', outcome: 'completed' })
  expect(receipt.survivors).toMatchObject([{ command: `sleep ${seconds}`, endedBy: 'SIGTERM' }])
})

it('terminating the thread ends it as well', async () => {
  const test = await openEngine()
  const { id, seconds } = await started(test, { deaf: true })
  await test.engine.terminate(id)
  const receipt = await test.engine.ended(id)
  expect(sleeper(seconds)).toBeUndefined()
  expect(receipt.verdict).toBe('forced')
})

it('a thread that is used again for the next job marks what that job starts', async () => {
  const test = await openEngine()
  const seconds = unusual()
  const executor = { name: 'one', maxWorkers: 1 }
  const future = {
    kind: 'future',
    name: 'spawns',
    workload: fixture('own-modules/spawns-future.mjs'),
    executor,
  } as const
  const first = test.start({ ...future, name: 'first', params: { seconds: null } })
  expect(await test.engine.ended(first.id)).toMatchObject({ verdict: 'clean' })
  const second = test.start({ ...future, name: 'second', params: { seconds } })
  const receipt = await test.engine.ended(second.id)
  expect(sleeper(seconds)).toBeUndefined()
  expect(receipt.survivors).toMatchObject([{ command: `sleep ${seconds}` }])
})

it('of a program that is given another environment it is not said that nothing was left behind', async () => {
  const test = await openEngine()
  const { id, seconds } = await started(test, { env: { PATH: process.env['PATH'] } })
  await test.engine.stop(id)
  const receipt = await test.engine.ended(id)
  const living = sleeper(seconds)
  expect(living).toBeDefined()
  expect(receipt.verdict).toBe('unknown')
  expect(receipt.steps.find(({ name }) => name === 'family-gone')).toMatchObject({
    verdict: 'unknown',
    evidence: saying(expect.stringContaining(`sleep ${seconds} (process ${living?.pid})`)),
  })
})
