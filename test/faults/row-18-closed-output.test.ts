import { readdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { RunId } from '@contract/ids'
import { lineOf, openEngine, shell, snapshotOf, type TestEngine } from '../support/test-engine'

async function closedOutput(test: TestEngine, runId: RunId): Promise<void> {
  const { pid = 0 } = await snapshotOf(test.engine, runId, (each) => each.pid !== undefined)
  const open = (): readonly string[] => readdirSync(`/proc/${pid}/fd`).filter((fd) => fd === '1' || fd === '2')
  await expect.poll(open, { timeout: 10_000, interval: 5 }).toEqual([])
}

it('row 18 a program that closes its output stays running until it really leaves', async () => {
  const test = await openEngine()
  const run = test.start(shell('echo ready; exec >&- 2>&-; sleep 2'))
  await lineOf(test, run.id, /ready/)
  await closedOutput(test, run.id)
  const closedAt = performance.now()
  expect(test.phase(run.id)).toBe('running')
  expect(test.typesOf(run.id)).not.toContain('gone')
  const receipt = await test.engine.ended(run.id)
  expect(performance.now() - closedAt).toBeGreaterThan(1_000)
  expect(receipt).toMatchObject({ outcome: 'completed', verdict: 'clean', exit: { code: 0, signal: null } })
  expect(test.linesOf(run.id)).toEqual(['ready'])
})

it('row 18 a program that has closed its output can be stopped', async () => {
  const test = await openEngine()
  const run = test.start(shell('echo ready; exec >&- 2>&-; sleep 1000'))
  await lineOf(test, run.id, /ready/)
  await closedOutput(test, run.id)
  expect(test.phase(run.id)).toBe('running')
  await test.engine.stop(run.id)
  expect(await test.engine.ended(run.id)).toMatchObject({ outcome: 'stopped', verdict: 'clean' })
})
