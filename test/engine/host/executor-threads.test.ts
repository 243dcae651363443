import { expect, test } from 'vitest'
import { bench, fixture, isAlive } from './support/workloads'
import { inWords } from '../../support/words'

const executor = { name: 'pool', maxWorkers: 2 }

test('futures of one executor use its worker threads again, one after the other', async () => {
  const { run } = bench()
  const first = await run('future', fixture('which-thread.mjs'), { executor }).end
  const second = await run('future', fixture('which-thread.mjs'), { executor }).end
  expect(first.result).toBe(second.result)
  expect(inWords(first.evidence)).toContain('free for the next job')
  const other = await run('future', fixture('which-thread.mjs'), { executor: { name: 'other', maxWorkers: 1 } }).end
  expect(other.result).not.toBe(first.result)
})

test('terminating a running future kills its thread alone; the next future gets a new one', async () => {
  const { run } = bench()
  const neighbour = run('future', fixture('which-thread.mjs'), { executor, params: { ms: 600 } })
  const busy = run('future', fixture('which-thread.mjs'), { executor, params: { busy: true } })
  await Promise.all([neighbour.line('on'), busy.line('on')])
  await busy.body.deliver('terminate', 'terminate')
  expect(await busy.end).toMatchObject({ how: 'forced' })
  const next = run('future', fixture('which-thread.mjs'), { executor })
  expect(await next.end).toMatchObject({ how: 'returned' })
  expect(next.lines).not.toEqual(busy.lines)
  expect(await neighbour.end).toMatchObject({ how: 'returned' })
})

test('a thread in which a job left something running is not used again', async () => {
  const { run } = bench()
  const first = await run('future', fixture('leftover.mjs'), { executor }).end
  expect(inWords(first.evidence)).toContain('finished but did not exit')
})

test('closing ends the host with everything that runs in it, and starts nothing any more', async () => {
  const { run, kinds, hosts } = bench()
  const busy = run('future', fixture('which-thread.mjs'), { executor, params: { busy: true } })
  await busy.line('on')
  await kinds.close()
  expect(isAlive(hosts[0]?.pid ?? 0)).toBe(false)
  expect(await busy.end).toMatchObject({ how: 'forced' })
  expect(inWords((await run('thread', 'lab/ticker').end).failure)).toContain('closing')
})
