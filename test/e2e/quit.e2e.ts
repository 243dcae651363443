import { expect, test } from './support/quiesce-test'
import { launchQuiesce, type Launched } from './support/launch'

/** Starts a task of the person's own and waits until it runs. */
async function startProgram({ page }: Launched, name: string, script: string): Promise<number> {
  const pid = await page.evaluate(
    async ({ name, script }) => {
      const saved = await window.quiesce.saveTask({
        spec: { kind: 'process', name, command: '/bin/sh', args: ['-c', script] },
      })
      if (!saved.ok) throw new Error(saved.problem.message)
      const ready = new Promise<void>((resolve) => {
        window.quiesce.onUpdates((updates) => {
          if (updates.events.some((event) => event.name === name && event.text.includes('ready'))) resolve()
        })
      })
      const started = await window.quiesce.startTask({ taskId: saved.value.id })
      if (!started.ok) throw new Error(started.problem.message)
      await ready
      const snapshot = await window.quiesce.getSnapshot()
      return snapshot.ok ? snapshot.value.runs.find((run) => run.name === name)?.pid : undefined
    },
    { name, script },
  )
  if (pid === undefined) throw new Error(`${name} has no pid`)
  return pid
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** Answers the question before leaving as a person would, and counts how often it was put. */
async function answerQuestion({ app }: Launched, response: number): Promise<void> {
  await app.evaluate(({ dialog }, response) => {
    const asked: unknown[] = []
    Object.assign(globalThis, { asked })
    dialog.showMessageBox = (...args: unknown[]) => {
      asked.push(args.at(-1))
      return Promise.resolve({ response, checkboxChecked: false })
    }
  }, response)
}

function questions({ app }: Launched): Promise<{ message: string; buttons: string[] }[]> {
  return app.evaluate(() => (globalThis as unknown as { asked: { message: string; buttons: string[] }[] }).asked)
}

function exited({ app }: Launched): Promise<number | null> {
  return new Promise((resolve) => app.process().once('exit', (code) => resolve(code)))
}

const POLITE = 'trap "exit 0" TERM; echo ready; while :; do sleep 0.1; done'
const STUBBORN = 'trap "" TERM; echo ready; while :; do sleep 0.1; done'

test('closing the window with a live run asks once, and "Keep open" keeps it and the run', async ({ quiesce }) => {
  const pid = await startProgram(quiesce, 'Kept', POLITE)
  await answerQuestion(quiesce, 1)
  await quiesce.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await expect.poll(() => questions(quiesce)).toMatchObject([{ buttons: ['Stop all and quit', 'Keep open'] }])
  expect((await questions(quiesce))[0]?.message).toBe('One run is still alive.')
  expect(isAlive(pid)).toBe(true)
  expect((await quiesce.page.evaluate(() => window.quiesce.getSnapshot())).ok).toBe(true)
})

test('"Stop all and quit" stops the run first, and then the app leaves with 0', async ({ quiesce }) => {
  const pid = await startProgram(quiesce, 'Stopped', POLITE)
  await answerQuestion(quiesce, 0)
  const gone = exited(quiesce)
  await quiesce.app.evaluate(({ app }) => app.quit()).catch(() => undefined)
  expect(await gone).toBe(0)
  expect(isAlive(pid)).toBe(false)
})

test('closing the window with nothing alive asks nothing', async ({ quiesce }) => {
  await answerQuestion(quiesce, 1)
  const gone = exited(quiesce)
  await quiesce.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close()).catch(() => undefined)
  expect(await gone).toBe(0)
})

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
  test(`${signal} stops a run without a question, and the app leaves with 0`, async ({ quiesce }) => {
    const pid = await startProgram(quiesce, 'Signalled', POLITE)
    await answerQuestion(quiesce, 1)
    const gone = exited(quiesce)
    quiesce.app.process().kill(signal)
    expect(await gone).toBe(0)
    expect(isAlive(pid)).toBe(false)
  })
}

test('a second SIGTERM goes over to force, and a run that ignores SIGTERM is gone within a second', async ({
  quiesce,
}) => {
  const pid = await startProgram(quiesce, 'Stubborn', STUBBORN)
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

test('a second start shows the first window and leaves', async ({ quiesce }) => {
  await quiesce.app.evaluate(({ app }) => {
    const seen = { count: 0 }
    Object.assign(globalThis, { seen })
    app.on('second-instance', () => seen.count++)
  })
  const refused = await launchQuiesce({ dataDir: quiesce.dataDir }).then(
    async (second) => second.close(),
    () => 'left',
  )
  expect(refused).toBe('left')
  const seen = await quiesce.app.evaluate(() => (globalThis as unknown as { seen: { count: number } }).seen.count)
  expect(seen).toBe(1)
})

test('a crashed page is loaded again, and its runs go on', async ({ quiesce }) => {
  const pid = await startProgram(quiesce, 'Undisturbed', POLITE)
  const loaded = quiesce.app.evaluate(
    ({ BrowserWindow }) =>
      new Promise<void>((resolve) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents
        contents?.once('did-finish-load', () => resolve())
        contents?.forcefullyCrashRenderer()
      }),
  )
  await loaded
  const names = await quiesce.app.evaluate(async ({ BrowserWindow }) => {
    const page = BrowserWindow.getAllWindows()[0]?.webContents
    const answer = (await page?.executeJavaScript('window.quiesce.getSnapshot()')) as {
      value: { runs: { name: string; phase: string }[]; notices: { id: string }[] }
    }
    return [...answer.value.runs.map((run) => `${run.name} ${run.phase}`), ...answer.value.notices.map(({ id }) => id)]
  })
  expect(names).toEqual(['Undisturbed running', 'page-crashed'])
  expect(isAlive(pid)).toBe(true)
})
