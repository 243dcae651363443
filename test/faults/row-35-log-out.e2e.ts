import { leaveBy } from '../e2e/support/leaving'
import { expect, test } from '../e2e/support/quiesce-test'
import {
  answerLeaving,
  exited,
  isAlive,
  POLITE,
  leavingQuestions,
  startProgram,
  STUBBORN,
} from '../e2e/support/programs'

/** Nothing ends by itself before the second signal. */
const PATIENT = [{ send: 'SIGTERM', patienceMs: 60_000 }] as const

for (const signal of ['SIGHUP', 'SIGTERM'] as const) {
  test(`row 35: ${signal} to main stops every run without a question, within five seconds`, async ({ quiesce }) => {
    const { pid } = await startProgram(quiesce, 'Polite', POLITE)
    await answerLeaving(quiesce, 'Keep open')
    expect(await leavingQuestions(quiesce)).toEqual([])
    const gone = exited(quiesce)
    const startedAt = performance.now()
    quiesce.app.process().kill(signal)
    expect(await gone).toBe(0)
    expect(performance.now() - startedAt).toBeLessThan(5_000)
    expect(isAlive(pid)).toBe(false)
  })

  test(`row 35: ${signal} twice, 100 ms apart, leaves nobody alive, whoever ended them`, async ({ quiesce }) => {
    const stubborn = await startProgram(quiesce, 'Stubborn', STUBBORN)
    const polite = await startProgram(quiesce, 'Polite', POLITE)
    const gone = exited(quiesce)
    const startedAt = performance.now()
    quiesce.app.process().kill(signal)
    await new Promise((resolve) => setTimeout(resolve, 100))
    quiesce.app.process().kill(signal)
    await gone
    expect(performance.now() - startedAt).toBeLessThan(5_000)
    // When the second signal ended main on the spot, the watchdog does what was left.
    for (const { pid } of [stubborn, polite]) await expect.poll(() => isAlive(pid), { timeout: 2_000 }).toBe(false)
  })
}

test('row 35: a second SIGTERM goes over to force, and a run that ignores SIGTERM is gone within a second', async ({
  quiesce,
}) => {
  const { pid } = await startProgram(quiesce, 'Stubborn', STUBBORN, { stopPolicy: PATIENT })
  await quiesce.page.evaluate(() => window.quiesce.changeSettings({ quitGraceMs: 100_000 }))
  const gone = exited(quiesce)
  quiesce.app.process().kill('SIGTERM')
  await expect
    .poll(async () => {
      const answer = await quiesce.page.evaluate(() => window.quiesce.getSnapshot())
      return answer.ok && answer.value.runs.some((run) => run.phase === 'stopping')
    })
    .toBe(true)
  const before = performance.now()
  quiesce.app.process().kill('SIGTERM')
  expect(await gone).toBe(0)
  expect(performance.now() - before).toBeLessThan(2_000)
  expect(isAlive(pid)).toBe(false)
})

test('row 35: the system says that it shuts down, and the runs are stopped without a question', async ({ quiesce }) => {
  const { pid } = await startProgram(quiesce, 'Polite', POLITE)
  const shutDown = (): Promise<void> => quiesce.app.evaluate(({ powerMonitor }) => void powerMonitor.emit('shutdown'))
  expect(await leaveBy(quiesce, shutDown)).toBe(0)
  expect(isAlive(pid)).toBe(false)
})
