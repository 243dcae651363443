import { expect, test } from '../e2e/support/quiesce-test'
import type { Launched } from '../e2e/support/launch'
import { isAlive, pidsOf, POLITE, snapshotOf, startProgram } from '../e2e/support/programs'

const crashes = {
  'Chromium crashes it': ({ app }: Launched) =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer()),
  'somebody ends its process with SIGKILL': async (quiesce: Launched) => {
    const [page] = await pidsOf(quiesce, 'Tab')
    if (page !== undefined) process.kill(page, 'SIGKILL')
  },
}

/** Settles when the window has loaded a page since the call. */
function loadedAgain({ app }: Launched): Promise<void> {
  return app.evaluate(
    ({ BrowserWindow }) =>
      new Promise<void>((resolve) => {
        BrowserWindow.getAllWindows()[0]?.webContents.once('did-finish-load', () => resolve())
      }),
  )
}

for (const [how, crash] of Object.entries(crashes)) {
  test(`row 03: the page is loaded again when ${how}, its run goes on, and its cards show what main knows`, async ({
    quiesce,
  }) => {
    const { pid, runId } = await startProgram(quiesce, 'Undisturbed', POLITE)
    const loaded = loadedAgain(quiesce)
    await crash(quiesce)
    await loaded
    expect(isAlive(pid)).toBe(true)
    const { runs, notices } = await snapshotOf(quiesce)
    expect(runs).toMatchObject([{ id: runId, phase: 'running' }])
    expect(notices.map(({ id }) => id)).toContain('page-crashed')
    // It comes through a pipe of its own.
    await expect.poll(() => quiesce.errors()).toContain("The window's page ended")
    // What the new page shows, read where a person would: in the card.
    await expect
      .poll(() =>
        quiesce.app.evaluate(({ BrowserWindow }) => {
          const contents = BrowserWindow.getAllWindows()[0]?.webContents
          return contents?.executeJavaScript(`document.querySelector('article')?.textContent ?? ''`) as Promise<string>
        }),
      )
      .toMatch(/Undisturbed.*Running/is)
  })
}

test('row 03: a page that crashes a fourth time within a minute gives way to a plain one, and its link leads back', async ({
  quiesce,
}) => {
  const { pid } = await startProgram(quiesce, 'Undisturbed', POLITE)
  for (let count = 0; count < 4; count++) {
    const loaded = loadedAgain(quiesce)
    await crashes['Chromium crashes it'](quiesce)
    await loaded
  }
  const address = (): Promise<string | undefined> =>
    quiesce.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL())
  await expect.poll(address).toBe('app://main/page-failed')
  expect(isAlive(pid)).toBe(true)
  const loaded = loadedAgain(quiesce)
  await quiesce.app.evaluate(
    ({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
        `document.querySelector('a').click()`,
      ) as Promise<void>,
  )
  await loaded
  await expect.poll(address).toBe('app://main/')
  expect((await snapshotOf(quiesce)).runs).toMatchObject([{ phase: 'running' }])
})
