import type { TaskSpec } from '../../../src/contract/task'
import type { Launched } from './launch'

export const POLITE = 'trap "exit 0" TERM; echo ready; while :; do sleep 0.1; done'
export const STUBBORN = 'trap "" TERM; echo ready; while :; do sleep 0.1; done'

export interface StartedProgram {
  readonly pid: number
  readonly runId: string
}

/** Starts a task of the person's own, a shell script that says `ready`, and waits until it did. */
export async function startProgram(
  { page }: Launched,
  name: string,
  script: string,
  more: Partial<Extract<TaskSpec, { kind: 'process' }>> = {},
): Promise<StartedProgram> {
  const started = await page.evaluate(
    async ({ name, spec }) => {
      const saved = await window.quiesce.saveTask({ spec: JSON.parse(spec) as TaskSpec })
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
      const run = snapshot.ok ? snapshot.value.runs.find((one) => one.id === started.value.id) : undefined
      return run?.pid === undefined ? undefined : { pid: run.pid, runId: run.id }
    },
    { name, spec: JSON.stringify({ kind: 'process', name, command: '/bin/sh', args: ['-c', script], ...more }) },
  )
  if (started === undefined) throw new Error(`${name} has no pid`)
  return started
}

/** Starts a demo of the lab and waits until its first run has said a line. Answers that run's id. */
export function startDemo({ page }: Launched, demoId: string): Promise<string> {
  return page.evaluate(async (demoId) => {
    const spoken = new Set<string>()
    let heard: () => void = () => undefined
    window.quiesce.onUpdates((updates) => {
      for (const event of updates.events) if (event.type === 'line') spoken.add(event.runId)
      heard()
    })
    const started = await window.quiesce.startDemo({ demoId })
    const run = started.ok ? started.value[0] : undefined
    if (run === undefined) throw new Error(JSON.stringify(started))
    await new Promise<void>((resolve) => {
      heard = () => {
        if (spoken.has(run.id)) resolve()
      }
      heard()
    })
    return run.id
  }, demoId)
}

export interface SeenRun {
  readonly id: string
  readonly name: string
  readonly phase: string
  readonly revision: number
  readonly outcome?: string
  readonly receipt?: { readonly verdict: string; readonly failure?: { readonly code: string } }
}

export interface SeenSnapshot {
  readonly runs: readonly SeenRun[]
  readonly notices: readonly { readonly id: string; readonly text: string }[]
}

/** Asked through main's own window: it answers also when Playwright has lost the page it knew, as after a crash. */
export async function snapshotOf({ app }: Launched): Promise<SeenSnapshot> {
  return app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    const answer: unknown = await contents?.executeJavaScript('window.quiesce.getSnapshot()')
    return (answer as { value: SeenSnapshot }).value
  })
}

/** True until the process is gone; one that nobody has reaped yet counts as alive. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

export interface Question {
  readonly message: string
  readonly detail: string
  readonly buttons: readonly string[]
}

/** Answers each box of the system by pressing the button with this name. */
export async function answerBox({ app }: Launched, button: string): Promise<void> {
  await app.evaluate(({ dialog }, button) => {
    dialog.showMessageBox = (...args: unknown[]) => {
      const question = args.at(-1) as { buttons: string[] }
      return Promise.resolve({ response: question.buttons.indexOf(button), checkboxChecked: false })
    }
  }, button)
}

/** Answers each question before leaving by pressing the button with this name as soon as it stands, and keeps what was asked. */
export async function answerLeaving({ page }: Launched, button: string): Promise<void> {
  await page.evaluate((button) => {
    const asked: Question[] = []
    Object.assign(window, { asked })
    const seen = new WeakSet<Element>()
    new MutationObserver(() => {
      const dialog = [...document.querySelectorAll('[role=dialog]')].find((one) => /^Quit/.test(one.textContent))
      const buttons = [...(dialog?.querySelectorAll('button') ?? [])]
      const wanted = buttons.find((one) => one.textContent === button)
      if (dialog === undefined || wanted === undefined || seen.has(dialog)) return
      seen.add(dialog)
      const said = document.getElementById(dialog.getAttribute('aria-describedby') ?? '')?.textContent ?? ''
      const [message = '', detail = ''] = said.split(/(?<=alive\.) /)
      asked.push({ message, detail, buttons: buttons.map((one) => one.textContent).filter((text) => text !== '') })
      wanted.click()
    }).observe(document.body, { childList: true, subtree: true })
  }, button)
}

export function leavingQuestions({ page }: Launched): Promise<readonly Question[]> {
  return page.evaluate(() => (window as unknown as { asked: Question[] }).asked)
}

/** Settles with the exit code when the app's main process has gone; null when a signal ended it. */
export function exited({ app }: Launched): Promise<number | null> {
  const main = app.process()
  if (main.exitCode !== null || main.signalCode !== null) return Promise.resolve(main.exitCode)
  return new Promise((resolve) => main.once('exit', (code) => resolve(code)))
}

/** Pids of the app's processes by what they are, as Electron counts them. */
export function pidsOf({ app }: Launched, type: string, name?: string): Promise<readonly number[]> {
  return app.evaluate(
    ({ app }, { type, name }) =>
      app
        .getAppMetrics()
        .filter((one) => one.type === type && (name === undefined || one.name === name))
        .map((one) => one.pid),
    { type, name },
  )
}
