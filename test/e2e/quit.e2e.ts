// Quitting with runs of every sort, log-outs and second starts: test/faults/row-33 to row-35.
import { expect, test } from './support/quiesce-test'
import { answerQuestion, exited, isAlive, POLITE, questions, startProgram, STUBBORN } from './support/programs'

test('closing the window with a live run asks once, and "Keep open" keeps it and the run', async ({ quiesce }) => {
  const { pid } = await startProgram(quiesce, 'Kept', POLITE)
  await answerQuestion(quiesce, 'Keep open')
  await quiesce.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await expect
    .poll(() => questions(quiesce))
    .toMatchObject([{ buttons: ['Stop all and quit', 'Terminate all and quit', 'Keep open'] }])
  expect((await questions(quiesce))[0]?.message).toBe('One run is still alive.')
  expect(isAlive(pid)).toBe(true)
  expect((await quiesce.page.evaluate(() => window.quiesce.getSnapshot())).ok).toBe(true)
})

test('closing the window with nothing alive asks nothing', async ({ quiesce }) => {
  await answerQuestion(quiesce, 'Keep open')
  const gone = exited(quiesce)
  await quiesce.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close()).catch(() => undefined)
  expect(await gone).toBe(0)
})

test('SIGINT stops a run without a question, and the app leaves with 0', async ({ quiesce }) => {
  const { pid } = await startProgram(quiesce, 'Signalled', POLITE)
  await answerQuestion(quiesce, 'Keep open')
  const gone = exited(quiesce)
  quiesce.app.process().kill('SIGINT')
  expect(await gone).toBe(0)
  expect(isAlive(pid)).toBe(false)
})

test('a second SIGTERM goes over to force, and a run that ignores SIGTERM is gone within a second', async ({
  quiesce,
}) => {
  const { pid } = await startProgram(quiesce, 'Stubborn', STUBBORN)
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
