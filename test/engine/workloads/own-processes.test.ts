import { expect, it } from 'vitest'
import { fixture, lineOf, openEngine } from '../../support/test-engine'
import { sleeper, unusual } from '../../support/unusual'

it('a process that a thread starts by itself is not looked for, and the card and the receipt say so', async () => {
  const test = await openEngine()
  const seconds = unusual()
  const workload = fixture('own-modules/spawns-thread.mjs')
  const run = test.start({ kind: 'thread', name: 'spawns', workload, params: { seconds } })
  expect(run.blindSpots).toEqual([
    'A process that its code starts is a child of the host process: it carries no mark of this run, so whether it is still alive is not looked for.',
  ])
  await lineOf(test, run.id, /started one/)
  await expect.poll(() => sleeper(seconds)).toBeDefined()
  await test.engine.stop(run.id)
  const receipt = await test.engine.ended(run.id)
  expect(sleeper(seconds)).toBeDefined()
  expect(receipt).toMatchObject({ verdict: 'clean', survivors: [], blindSpots: run.blindSpots })
})
