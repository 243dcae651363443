import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { bench, fixture } from './support/workloads'

test('what a busy thread tells and prints arrives while it is busy', async () => {
  const run = bench().run('thread', fixture('prints.mjs'))
  await run.line('two')
  while (run.progress.at(-1) !== 0.75) await new Promise((resolve) => setTimeout(resolve, 5))
  expect(run.hasEnded()).toBe(false)
  expect(run.printed()).toBe('by console.log\nby console.error\nby stdout.write\n')
  expect(run.lines).toEqual(['one', 'two'])
  await run.body.deliver('ask', 'stop')
  expect(await run.end).toMatchObject({ how: 'returned' })
})

test('a flood is cut and counted, grows nothing, and can be ended', async () => {
  const { run, hosts } = bench()
  const flood = run('thread', fixture('floods.mjs'))
  const neighbour = run('thread', 'lab/ticker')
  await flood.line('flooding')
  const pid = hosts[0]?.pid ?? 0
  await neighbour.line('worker: tick 2')
  const before = residentMegabytes(pid)
  await neighbour.line('worker: tick 4')
  expect(flood.dropped()).toBeGreaterThan(1000)
  // Five thousand lines at once, then five thousand a second, of everything that it tells.
  expect(flood.lines.length + flood.printed().split('\n').length).toBeLessThan(60_000)
  // The worker's own heap may fill up to its limit between two collections; what must not grow is without bound.
  expect(residentMegabytes(pid) - before).toBeLessThan(150)
  await flood.body.deliver('terminate', 'terminate')
  expect(await flood.end).toMatchObject({ how: 'forced' })
  await neighbour.body.deliver('ask', 'stop')
  expect(await neighbour.end).toMatchObject({ how: 'returned' })
})

function residentMegabytes(pid: number): number {
  const found = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return Number(found?.[1]) / 1024
}
