import { expect, test } from '../e2e/support/quiesce-test'
import type { Launched } from '../e2e/support/launch'
import { isAlive, pidsOf, POLITE, snapshotOf, startDemo, startProgram } from '../e2e/support/programs'

const HOST = 'Quiesce host'

async function runOf(quiesce: Launched, runId: string) {
  return (await snapshotOf(quiesce)).runs.find((run) => run.id === runId)
}

test('row 07: a host that is killed takes its own runs with it and nothing else, and the next run gets a new one', async ({
  quiesce,
}) => {
  const { pid } = await startProgram(quiesce, 'Undisturbed', POLITE)
  const ticker = await startDemo(quiesce, 'ticker-stop')
  const [host] = await pidsOf(quiesce, 'Utility', HOST)
  if (host === undefined) throw new Error('there is no host')
  process.kill(host, 'SIGKILL')
  await expect.poll(() => runOf(quiesce, ticker)).toMatchObject({ phase: 'ended', outcome: 'failed' })
  expect((await runOf(quiesce, ticker))?.receipt?.failure?.code).toBe('host-lost')
  expect(isAlive(pid)).toBe(true)
  const next = await startDemo(quiesce, 'ticker-terminate')
  expect(await runOf(quiesce, next)).toMatchObject({ phase: 'running' })
  expect((await pidsOf(quiesce, 'Utility', HOST)).filter((each) => each !== host)).toHaveLength(1)
})

test('row 07: a workload that fills its heap ends the host, and the window goes on', async ({ quiesce, page }) => {
  const { pid } = await startProgram(quiesce, 'Undisturbed', POLITE)
  const runId = await page.evaluate(async () => {
    const saved = await window.quiesce.saveTask({ spec: { kind: 'thread', name: 'Hog', workload: 'lab/memory-hog' } })
    const started = saved.ok ? await window.quiesce.startTask({ taskId: saved.value.id }) : saved
    if (!started.ok) throw new Error(started.problem.message)
    return started.value.id
  })
  await expect
    .poll(() => runOf(quiesce, runId), { timeout: 90_000 })
    .toMatchObject({ phase: 'ended', outcome: 'failed' })
  expect(isAlive(pid)).toBe(true)
  await expect(page.getByRole('article').filter({ hasText: 'Hog' })).toContainText(/failed/i)
  expect(await runOf(quiesce, await startDemo(quiesce, 'ticker-stop'))).toMatchObject({ phase: 'running' })
})
