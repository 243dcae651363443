import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from '../e2e/support/quiesce-test'
import { launchQuiesce } from '../e2e/support/launch'
import { isAlive, POLITE, startProgram } from '../e2e/support/programs'

test('row 33: a second start with the same data leaves at once, and shows the first', async ({ quiesce }) => {
  const { pid } = await startProgram(quiesce, 'Mine', POLITE)
  await quiesce.app.evaluate(({ BrowserWindow }) => {
    const shown = { count: 0 }
    Object.assign(globalThis, { shown })
    const window = BrowserWindow.getAllWindows()[0]
    window?.minimize()
    if (window)
      window.show = () => {
        shown.count++
      }
  })
  // Started as a person would, with the arguments of the first but for the debuggers.
  const [file = '', ...args] = quiesce.app.process().spawnargs
  const second = spawn(
    file,
    args.filter((each) => !/^--(inspect|remote-debugging)/.test(each)),
    { stdio: 'ignore', env: process.env },
  )
  const startedAt = performance.now()
  const [code] = (await once(second, 'exit')) as [number | null]
  expect(code).toBe(0)
  expect(performance.now() - startedAt).toBeLessThan(5_000)
  const shown = (): Promise<number> =>
    quiesce.app.evaluate(() => (globalThis as unknown as { shown: { count: number } }).shown.count)
  await expect.poll(shown).toBe(1)
  expect(isAlive(pid)).toBe(true)
})

test('row 33: another data folder is another Quiesce: it knows no run of the first, and its end ends none', async ({
  quiesce,
}) => {
  const { pid } = await startProgram(quiesce, 'Of the first', POLITE)
  const other = await launchQuiesce()
  const { pid: own } = await startProgram(other, 'Of the second', POLITE)
  const names = await other.page.evaluate(async () => {
    const held = await window.quiesce.getSnapshot()
    return held.ok ? held.value.runs.map((run) => run.name) : []
  })
  expect(names).toEqual(['Of the second'])
  await other.page.evaluate(() => window.quiesce.stopAll())
  await expect.poll(() => isAlive(own)).toBe(false)
  expect(await other.close()).toBe(0)
  expect(isAlive(pid)).toBe(true)
})
