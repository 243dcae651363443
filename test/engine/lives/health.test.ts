import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { HealthSpec } from '@contract/life'
import { command, eventOf, newDataDir, openEngine, snapshotOf, type TestEngine } from '../../support/test-engine'

/** It is healthy while the file is there. */
function checked(folder: string, more: Partial<HealthSpec> = {}): Parameters<TestEngine['start']>[0] {
  const probe = { command: ['sh', '-c', 'echo . >> looks; test -e well'] }
  return command('svc', 'sleep', ['100'], {
    cwd: folder,
    health: { probe, everyMs: 100, misses: 2, then: 'tell', ...more },
  })
}

/** Resolves when the check was asked so many times. */
async function looks(folder: string, count: number): Promise<void> {
  const { readFileSync } = await import('node:fs')
  const seen = (): number => {
    try {
      return readFileSync(join(folder, 'looks'), 'utf8').split('\n').length - 1
    } catch {
      return 0
    }
  }
  await expect.poll(seen).toBeGreaterThanOrEqual(count)
}

test('a program on its way up is neither healthy nor ill, however often it is asked', async () => {
  const folder = newDataDir()
  const t = await openEngine()
  const run = t.start(checked(folder))
  await looks(folder, 8)
  expect(t.engine.run(run.id)?.healthy).toBeUndefined()
  expect(t.typesOf(run.id)).not.toContain('health')
  // From the first yes on each miss counts.
  writeFileSync(join(folder, 'well'), '')
  await snapshotOf(t.engine, run.id, (each) => each.healthy === true)
  rmSync(join(folder, 'well'))
  await snapshotOf(t.engine, run.id, (each) => each.healthy === false)
})

test('misses count from the start time on, though no look was ever a yes', async () => {
  const folder = newDataDir()
  const t = await openEngine()
  const run = t.start(checked(folder, { startMs: 1_000 }))
  const started = performance.now()
  const told = await eventOf(t, run.id, 'health', /unhealthy/)
  expect(told.text).toContain('ended with exit code 1')
  // Two misses in a row, the first of them not before the second has passed.
  expect(performance.now() - started).toBeGreaterThanOrEqual(1_000)
})

test('with a start time of nothing the first misses count', async () => {
  const folder = newDataDir()
  const t = await openEngine()
  const run = t.start(checked(folder, { startMs: 0 }))
  await snapshotOf(t.engine, run.id, (each) => each.healthy === false)
})

test('the time that readiness may take is the time to come up', async () => {
  const folder = newDataDir()
  const t = await openEngine()
  const spec = checked(folder)
  if (spec.kind !== 'process') throw new Error('it is a process')
  const run = t.start({
    ...spec,
    command: 'sh',
    args: ['-c', 'echo up; exec sleep 100'],
    ready: { probe: { line: 'up' }, timeoutMs: 1_500 },
  })
  await snapshotOf(t.engine, run.id, (each) => each.ready === true)
  await looks(folder, 3)
  expect(t.engine.run(run.id)?.healthy).toBeUndefined()
  await snapshotOf(t.engine, run.id, (each) => each.healthy === false)
})
