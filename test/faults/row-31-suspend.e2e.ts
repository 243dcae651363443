import { expect, test } from '../e2e/support/quiesce-test'
import { isAlive, POLITE, startProgram } from '../e2e/support/programs'

const SUSPENDED_MS = 2_500

test('row 31: the computer sleeps and wakes: programs go on, a timer that came due meanwhile elapses once, and the window answers', async ({
  quiesce,
  page,
}) => {
  const { pid } = await startProgram(quiesce, 'Steady', POLITE)
  await page.evaluate(async () => {
    const spec = { kind: 'timer', name: 'Once', delayMs: 2_000, action: { log: 'timer: fired' } } as const
    const saved = await window.quiesce.saveTask({ spec })
    if (!saved.ok) throw new Error(saved.problem.message)
    await window.quiesce.startTask({ taskId: saved.value.id })
  })
  await quiesce.app.evaluate(({ powerMonitor }) => void powerMonitor.emit('suspend'))
  // Its clock goes on while it does not: as after a real sleep, everything is late at once.
  quiesce.app.process().kill('SIGSTOP')
  await new Promise((resolve) => setTimeout(resolve, SUSPENDED_MS))
  quiesce.app.process().kill('SIGCONT')
  await quiesce.app.evaluate(({ powerMonitor }) => void powerMonitor.emit('resume'))
  const card = page.getByRole('article').filter({ hasText: 'Once' })
  await expect(card).toContainText(/completed/i)
  const told = await page.evaluate(async () => {
    const held = await window.quiesce.getSnapshot()
    if (!held.ok) throw new Error(held.problem.message)
    const { events, runs } = held.value
    return {
      fired: events.filter(({ type }) => type === 'timer-fired').length,
      phases: runs.map(({ name, phase }) => [name, phase]),
    }
  })
  expect(told.fired).toBe(1)
  expect(told.phases).toContainEqual(['Steady', 'running'])
  expect(isAlive(pid)).toBe(true)
  await page.getByRole('button', { name: 'Stop Steady' }).click()
  await expect.poll(() => isAlive(pid)).toBe(false)
})
