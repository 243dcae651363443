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

test('row 35: the system says that it shuts down, and the runs are stopped without a question', async ({ quiesce }) => {
  const { pid } = await startProgram(quiesce, 'Polite', POLITE)
  const gone = exited(quiesce)
  await quiesce.app.evaluate(({ powerMonitor }) => void powerMonitor.emit('shutdown')).catch(() => undefined)
  expect(await gone).toBe(0)
  expect(isAlive(pid)).toBe(false)
})
