import { expect, test } from '../e2e/support/quiesce-test'
import type { Launched } from '../e2e/support/launch'
import {
  answerLeaving,
  exited,
  isAlive,
  POLITE,
  leavingQuestions,
  startProgram,
  STUBBORN,
} from '../e2e/support/programs'

const IMPATIENT = {
  stopPolicy: [
    { send: 'SIGTERM', patienceMs: 1_000 },
    { send: 'SIGKILL', patienceMs: 1_000 },
  ],
} as const

function quit({ app }: Launched): Promise<void> {
  return app.evaluate(({ app }) => app.quit()).catch(() => undefined)
}

test('row 34: "Stop all and quit" walks each policy, also of a run that ignores SIGTERM, counts aloud, and leaves nothing', async ({
  quiesce,
  page,
}) => {
  const polite = await startProgram(quiesce, 'Polite', POLITE)
  const stubborn = await startProgram(quiesce, 'Stubborn', STUBBORN, IMPATIENT)
  const orphan = await startProgram(quiesce, 'Orphan maker', `setsid sleep 1034 & ${POLITE}`, IMPATIENT)
  await answerLeaving(quiesce, 'Stop all and quit')
  const gone = exited(quiesce)
  const startedAt = performance.now()
  const progress = page.getByRole('dialog', { name: 'Quitting Quiesce' })
  const counted = Promise.all([
    progress.getByText(/\d of 3 runs have ended\. What has not gone in \d+ seconds is ended by force/).waitFor(),
    progress
      .getByRole('listitem')
      .filter({ hasText: 'Stubborn' })
      .getByText(/SIGKILL in 0\.\d s/)
      .waitFor(),
  ])
  await quit(quiesce)
  await counted
  expect(await gone).toBe(0)
  // One second of its policy, and room for a busy machine: far below the ceiling of ten.
  expect(performance.now() - startedAt).toBeLessThan(8_000)
  for (const { pid } of [polite, stubborn, orphan]) expect(isAlive(pid)).toBe(false)
})

test('row 34: "Terminate all and quit" waits for no policy', async ({ quiesce }) => {
  const stubborn = await startProgram(quiesce, 'Stubborn', STUBBORN)
  await answerLeaving(quiesce, 'Terminate all and quit')
  const gone = exited(quiesce)
  const startedAt = performance.now()
  await quit(quiesce)
  expect(await gone).toBe(0)
  expect(performance.now() - startedAt).toBeLessThan(3_000)
  expect(isAlive(stubborn.pid)).toBe(false)
})

test('row 34: "Keep open" asks again the next time, and touches nothing', async ({ quiesce }) => {
  const { pid } = await startProgram(quiesce, 'Kept', POLITE)
  await answerLeaving(quiesce, 'Keep open')
  await quit(quiesce)
  await expect.poll(async () => (await leavingQuestions(quiesce)).length).toBe(1)
  await quiesce.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await expect.poll(async () => (await leavingQuestions(quiesce)).length).toBe(2)
  expect(isAlive(pid)).toBe(true)
})

test('row 34: "Stop the others and quit" leaves alone what may go on without Quiesce', async ({ quiesce }) => {
  const kept = await startProgram(quiesce, 'Stays', POLITE, { keepRunning: true })
  const other = await startProgram(quiesce, 'Goes', POLITE)
  try {
    await answerLeaving(quiesce, 'Stop the others and quit')
    const gone = exited(quiesce)
    await quit(quiesce)
    expect(await gone).toBe(0)
    expect(isAlive(other.pid)).toBe(false)
    expect(isAlive(kept.pid)).toBe(true)
  } finally {
    if (isAlive(kept.pid)) process.kill(-kept.pid, 'SIGKILL')
    await expect.poll(() => isAlive(kept.pid)).toBe(false)
  }
})

test('row 34: "Stop all and quit" ends also what may go on without Quiesce', async ({ quiesce }) => {
  const kept = await startProgram(quiesce, 'May stay', POLITE, { keepRunning: true })
  await answerLeaving(quiesce, 'Stop all and quit')
  const gone = exited(quiesce)
  await quit(quiesce)
  expect(await gone).toBe(0)
  expect(isAlive(kept.pid)).toBe(false)
})
