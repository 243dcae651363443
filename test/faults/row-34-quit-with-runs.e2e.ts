import { expect, test } from '../e2e/support/quiesce-test'
import type { Launched } from '../e2e/support/launch'
import { leaveBy } from '../e2e/support/leaving'
import { answerLeaving, isAlive, POLITE, leavingQuestions, startProgram, STUBBORN } from '../e2e/support/programs'

const IMPATIENT = {
  stopPolicy: [
    { send: 'SIGTERM', patienceMs: 2_000 },
    { send: 'SIGKILL', patienceMs: 1_000 },
  ],
} as const

const PATIENT = { stopPolicy: [{ send: 'SIGTERM', patienceMs: 60_000 }] } as const

/** Far longer than each test may take: what is over by then was not waited out. */
async function beFarFromCeiling({ page }: Launched): Promise<void> {
  await page.evaluate(() => window.quiesce.changeSettings({ quitGraceMs: 60_000 }))
}

function quit({ app }: Launched): Promise<void> {
  return app.evaluate(({ app }) => app.quit())
}

test('row 34: "Stop all and quit" walks each policy, also of a run that ignores SIGTERM, counts aloud, and leaves nothing', async ({
  quiesce,
  page,
}) => {
  const polite = await startProgram(quiesce, 'Polite', POLITE)
  const stubborn = await startProgram(quiesce, 'Stubborn', STUBBORN, IMPATIENT)
  const orphan = await startProgram(quiesce, 'Orphan maker', `setsid sleep 1034 & ${POLITE}`, IMPATIENT)
  await beFarFromCeiling(quiesce)
  await answerLeaving(quiesce, 'Stop all and quit')
  const startedAt = performance.now()
  const progress = page.getByRole('dialog', { name: 'Quitting Quiesce' })
  const counted = Promise.all([
    progress.getByText(/\d of 3 runs have ended\. What has not gone in \d+ seconds is ended by force/).waitFor(),
    progress
      .getByRole('listitem')
      .filter({ hasText: 'Stubborn' })
      .getByText(/SIGKILL in [01]\.\d s/)
      .waitFor(),
  ])
  const [code] = await Promise.all([leaveBy(quiesce, () => quit(quiesce)), counted])
  expect(code).toBe(0)
  // Two seconds of its policy, and room for a busy machine: far below the ceiling.
  expect(performance.now() - startedAt).toBeLessThan(8_000)
  for (const { pid } of [polite, stubborn, orphan]) expect(isAlive(pid)).toBe(false)
})

test('row 34: "Terminate all and quit" waits for no policy', async ({ quiesce }) => {
  const stubborn = await startProgram(quiesce, 'Stubborn', STUBBORN, PATIENT)
  await beFarFromCeiling(quiesce)
  await answerLeaving(quiesce, 'Terminate all and quit')
  const startedAt = performance.now()
  expect(await leaveBy(quiesce, () => quit(quiesce))).toBe(0)
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
    expect(await leaveBy(quiesce, () => quit(quiesce))).toBe(0)
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
  expect(await leaveBy(quiesce, () => quit(quiesce))).toBe(0)
  expect(isAlive(kept.pid)).toBe(false)
})
