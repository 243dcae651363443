import { expect, it } from 'vitest'
import { command, openEngine, shell } from '../support/test-engine'
import { openDescriptors } from '../support/open-descriptors'
import { sleepers, untilSleeps, unusual } from '../support/unusual'

it('row 19 a child exits and a grandchild holds its output: the run ends at the exit, and the grandchild is swept', async () => {
  const test = await openEngine()
  // The first start opens what stays open, such as the pipe to the watchdog.
  await test.engine.ended(test.start(command('first', 'true')).id)
  const before = openDescriptors()
  const n = unusual()
  const run = test.start(shell(`echo before; setsid sleep ${n} & ${untilSleeps(n)}; exit 0`))
  const receipt = await test.engine.ended(run.id)
  expect(sleepers(n)).toEqual([])
  expect(receipt).toMatchObject({ outcome: 'completed', verdict: 'survivors', exit: { code: 0, signal: null } })
  expect(receipt.survivors).toEqual([expect.objectContaining({ command: `sleep ${n}`, endedBy: 'SIGTERM' })])
  expect(receipt.totalMs).toBeLessThan(5_000)
  expect(test.linesOf(run.id)).toEqual(['before'])
  expect(openDescriptors()['socket'] ?? 0).toBeLessThanOrEqual(before['socket'] ?? 0)
})

it('row 19 the same in the group of the child', async () => {
  const test = await openEngine()
  const n = unusual()
  const run = test.start(shell(`echo before; sleep ${n} & exit 0`))
  const receipt = await test.engine.ended(run.id)
  expect(sleepers(n)).toEqual([])
  expect(receipt).toMatchObject({ outcome: 'completed', verdict: 'survivors' })
  expect(receipt.totalMs).toBeLessThan(5_000)
})

it('row 19 one that cannot be seen and is silent holds the run for no longer than the idle limit', async () => {
  const test = await openEngine()
  const n = unusual()
  const run = test.start(shell(`echo before; setsid -f env -i sleep ${n}; exit 0`))
  const receipt = await test.engine.ended(run.id)
  expect(receipt.outcome).toBe('completed')
  expect(receipt.totalMs).toBeLessThan(5_000)
  expect((await test.engine.output(run.id)).text).toBe('before\n')
})

it('row 19 one that cannot be seen and goes on printing holds the run for no longer than the whole limit, and loses its pipe', async () => {
  const test = await openEngine()
  const n = unusual()
  const noise = `while :; do echo noise; sleep 0.02; done`
  // Before it has lost its environment it can be seen by its mark.
  const lost = `until pgrep -fx 'sh -c while .* noisy${n}' >/dev/null; do :; done`
  const run = test.start(shell(`setsid -f env -i sh -c '${noise}' noisy${n}; ${lost}; echo before; exit 0`))
  await expect.poll(() => sleepers(`noisy${n}`).length).toBe(1)
  const receipt = await test.engine.ended(run.id)
  expect(receipt.outcome).toBe('completed')
  expect(receipt.totalMs).toBeLessThan(8_000)
  // Who writes into a pipe that nobody holds any more is ended by SIGPIPE: its other end was let go.
  await expect.poll(() => sleepers(`noisy${n}`), { timeout: 10_000 }).toEqual([])
})
