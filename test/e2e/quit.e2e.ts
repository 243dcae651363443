// Quitting with runs of every sort, log-outs and second starts: test/faults/row-33 to row-35.
import { press } from './support/board'
import { leaveBy } from './support/leaving'
import { expect, test } from './support/quiesce-test'
import {
  answerBox,
  answerLeaving,
  exited,
  isAlive,
  POLITE,
  leavingQuestions,
  startProgram,
  STUBBORN,
} from './support/programs'

test('closing the window with a live run asks once, and "Keep open" keeps it and the run', async ({ quiesce }) => {
  const { pid } = await startProgram(quiesce, 'Kept', POLITE)
  await answerLeaving(quiesce, 'Keep open')
  await quiesce.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await expect
    .poll(() => leavingQuestions(quiesce))
    .toMatchObject([{ buttons: ['Keep open', 'Terminate all and quit', 'Stop all and quit'] }])
  expect((await leavingQuestions(quiesce))[0]?.message).toBe('One run is still alive.')
  expect(isAlive(pid)).toBe(true)
  expect((await quiesce.page.evaluate(() => window.quiesce.getSnapshot())).ok).toBe(true)
})

test('the question names each run, the usual answer has the focus, and Escape keeps the app open', async ({
  quiesce,
  page,
}) => {
  const { pid } = await startProgram(quiesce, 'Worker', POLITE)
  const tunnel = await startProgram(quiesce, 'Tunnel', POLITE, { keepRunning: true })
  try {
    await quiesce.app.evaluate(({ app }) => app.quit())
    const dialog = page.getByRole('dialog', { name: 'Quit Quiesce?' })
    await expect(dialog.getByRole('listitem').filter({ hasText: 'Worker' })).toContainText(/running/i)
    await expect(dialog.getByRole('listitem').filter({ hasText: 'Tunnel' })).toContainText('may go on without Quiesce')
    await expect(dialog.getByRole('button', { name: 'Stop the others and quit' })).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    expect(isAlive(pid)).toBe(true)
  } finally {
    // It would stay when the app leaves after this test.
    await press(page, 'Stop', 'Tunnel')
    await expect.poll(() => isAlive(tunnel.pid)).toBe(false)
  }
})

test('after the answer the window counts down each run, and the rest can be ended by force', async ({
  quiesce,
  page,
}) => {
  // Nothing ends by itself before the button is pressed.
  const patient = [
    { send: 'SIGTERM', patienceMs: 60_000 },
    { send: 'SIGKILL', patienceMs: 2_000 },
  ] as const
  const { pid } = await startProgram(quiesce, 'Stubborn', STUBBORN, { stopPolicy: patient })
  await page.evaluate(() => window.quiesce.changeSettings({ quitGraceMs: 100_000 }))
  await quiesce.app.evaluate(({ app }) => app.quit())
  await page.getByRole('button', { name: 'Stop all and quit' }).click()
  const dialog = page.getByRole('dialog', { name: 'Quitting Quiesce' })
  await expect(dialog).toContainText('0 of 1 run has ended.')
  await expect(dialog.getByRole('listitem').filter({ hasText: 'Stubborn' })).toContainText(/SIGKILL in \d+\.\d s/)
  const rest = dialog.getByRole('button', { name: 'End the rest now' })
  expect(await leaveBy(quiesce, () => rest.click())).toBe(0)
  expect(isAlive(pid)).toBe(false)
})

test('a page that hangs does not keep the question: the system asks in a box of its own', async ({ quiesce, page }) => {
  const { pid } = await startProgram(quiesce, 'Behind a hung page', POLITE)
  await answerBox(quiesce, 'Terminate all and quit')
  await page.evaluate(() => {
    setTimeout(() => {
      for (const until = performance.now() + 12_000; performance.now() < until;);
    })
  })
  expect(await leaveBy(quiesce, () => quiesce.app.evaluate(({ app }) => app.quit()))).toBe(0)
  expect(isAlive(pid)).toBe(false)
})

test('closing the window with nothing alive asks nothing', async ({ quiesce }) => {
  await answerLeaving(quiesce, 'Keep open')
  const close = (): Promise<void> =>
    quiesce.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  expect(await leaveBy(quiesce, close)).toBe(0)
})

test('SIGINT stops a run without a question, and the app leaves with 0', async ({ quiesce }) => {
  const { pid } = await startProgram(quiesce, 'Signalled', POLITE)
  await answerLeaving(quiesce, 'Keep open')
  const gone = exited(quiesce)
  quiesce.app.process().kill('SIGINT')
  expect(await gone).toBe(0)
  expect(isAlive(pid)).toBe(false)
})
