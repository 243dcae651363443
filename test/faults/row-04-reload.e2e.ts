import { expect, test } from '../e2e/support/quiesce-test'
import type { Launched } from '../e2e/support/launch'
import { isAlive, startProgram } from '../e2e/support/programs'

const FLOOD = 'trap "exit 0" TERM; echo ready; while :; do echo flood; done'

/** How many listeners hang on everything that a reload could add to. */
function listenersOf({ app }: Launched): Promise<Record<string, number>> {
  return app.evaluate(({ app, BrowserWindow, ipcMain }) => {
    const window = BrowserWindow.getAllWindows()[0]
    const count = (emitter: NodeJS.EventEmitter | undefined): number =>
      (emitter?.eventNames() ?? []).reduce((sum, name) => sum + (emitter?.listenerCount(name) ?? 0), 0)
    return {
      app: count(app),
      ipc: count(ipcMain),
      window: count(window),
      contents: count(window?.webContents),
      process: count(process),
    }
  })
}

test('row 04: fifty reloads during a flood, each with a command under way, add no listener and lose no event', async ({
  quiesce,
  page,
}) => {
  const { pid } = await startProgram(quiesce, 'Flood', FLOOD)
  // The first reload is not counted: what is made on first use is made by then.
  await page.reload()
  const before = await listenersOf(quiesce)
  for (let count = 0; count < 50; count++) {
    await page.evaluate(() => {
      for (let asked = 0; asked < 5; asked++) void window.quiesce.getSnapshot()
    })
    await page.reload({ waitUntil: 'commit' })
  }
  await page.waitForLoadState('load')
  await expect.poll(() => listenersOf(quiesce)).toEqual(before)
  expect(isAlive(pid)).toBe(true)
  const seqs = await page.evaluate(async () => {
    const seqs: number[] = []
    const undo = window.quiesce.onUpdates((updates) => {
      if (updates.missedEvents === true) seqs.length = 0
      seqs.push(...updates.events.map((event) => event.seq))
    })
    while (seqs.length < 200) await new Promise((resolve) => setTimeout(resolve, 20))
    undo()
    return seqs
  })
  expect(seqs).toEqual(seqs.map((_, index) => (seqs[0] ?? 0) + index))
  expect(quiesce.errors()).not.toMatch(/Unhandled|TypeError|Object has been destroyed/)
})
