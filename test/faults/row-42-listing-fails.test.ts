import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { afterEach, expect, it } from 'vitest'
import { processesWith } from '../support/nothing-alive'
import { command, lineOf, openEngine, phaseOf, shell, stepOf, verdictsOf } from '../support/test-engine'
import { sleeper, unusual } from '../support/unusual'
import { inWords } from '../support/words'

const list = fs.readdirSync

function listAsEver(): void {
  fs.readdirSync = list
  syncBuiltinESMExports()
}

afterEach(listAsEver)

/** The kernel refuses to list /proc, as it does where memory or descriptors are short, while `fails` says so. */
function refuseToList(fails: () => boolean): void {
  const refusing = (...args: Parameters<typeof list>): unknown => {
    if (args[0] !== '/proc' || !fails()) return list(...args)
    throw Object.assign(new Error('ENOMEM: not enough memory, scandir /proc'), { code: 'ENOMEM' })
  }
  fs.readdirSync = refusing as typeof list
  syncBuiltinESMExports()
}

it('row 42 one listing fails: every stop after it delivers and proves as before', async () => {
  const test = await openEngine()
  const run = test.start(command('first', 'sleep', [unusual()]))
  await phaseOf(test, run.id, 'running')
  let failed = 0
  refuseToList(() => failed++ === 0)
  // The sampler looks a moment after each start.
  await expect.poll(() => failed, { timeout: 10_000 }).toBeGreaterThan(0)
  const later = test.start(command('later', 'sleep', [unusual()]))
  await phaseOf(test, later.id, 'running')
  for (const id of [run.id, later.id]) {
    expect(await test.engine.stop(id)).toEqual({ accepted: true })
    expect(await test.engine.ended(id)).toMatchObject({ verdict: 'clean', outcome: 'stopped' })
  }
})

it('row 42 while no process can be listed a stop reaches whom it knows, and says that it does not know the rest', async () => {
  const test = await openEngine()
  const n = unusual()
  const run = test.start(shell(`setsid sleep ${n} & echo ready; wait`))
  await lineOf(test, run.id, /ready/)
  await expect.poll(() => sleeper(n)).toBeDefined()
  // It has been seen once, so it is known.
  const daemon = sleeper(n)?.pid ?? 0
  await expect.poll(() => test.engine.run(run.id)?.family?.map(({ pid }) => pid), { timeout: 10_000 }).toContain(daemon)
  refuseToList(() => true)
  await test.engine.stop(run.id)
  const receipt = await test.engine.ended(run.id)
  listAsEver()
  expect(processesWith(n)).toEqual([])
  expect(verdictsOf(receipt)).toMatchObject({ delivered: 'yes', 'leader-gone': 'yes', 'family-gone': 'unknown' })
  expect(inWords(stepOf(receipt, 'family-gone').evidence)).toMatch(
    /^Nobody of the family was seen in \d+ scans over \d\.\d s, but processes could not be listed \(ENOMEM: /,
  )
  expect(receipt.verdict).not.toBe('clean')
})

it('row 42 nobody is known and none can be listed: the verdict is unknown', async () => {
  const test = await openEngine()
  const run = test.start(command('alone', 'sleep', [unusual()]))
  await phaseOf(test, run.id, 'running')
  refuseToList(() => true)
  await test.engine.stop(run.id)
  expect(await test.engine.ended(run.id)).toMatchObject({ verdict: 'unknown', outcome: 'stopped' })
})
