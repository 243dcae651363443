/* global window -- parts of it run in the page */
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { _electron } from 'playwright'
import { now, until } from '../clock.mjs'
import { familyOf, isAlive, TAG } from '../processes.mjs'

const root = join(import.meta.dirname, '../..')
const bare = join(import.meta.dirname, 'bare')
/** The app's own ceiling for a stop, and some room. */
const GONE_MS = 20_000

/** Starts the built app, or with `bare` an Electron window of the same size with one static card. */
export async function openApp(bench, { what = 'app', dataDir, pageTimeoutMs = 60_000 } = {}) {
  const folder = dataDir ?? mkdtempSync(join(bench.folder, `${what}-`))
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0
  const startedAt = now()
  const app = await _electron.launch({
    executablePath: bench.electron,
    args: [
      ...(asRoot ? ['--no-sandbox'] : []),
      '--log-level=3',
      `--user-data-dir=${folder}`,
      what === 'app' ? root : bare,
    ],
    cwd: root,
    env: { ...process.env, ...bench.env, [TAG]: bench.session },
    timeout: 30_000,
  })
  const page = await app.firstWindow()
  page.setDefaultTimeout(pageTimeoutMs)
  const child = app.process()
  return {
    app,
    page,
    pid: child.pid,
    startedAt,
    folder,
    async close() {
      const family = familyOf(child.pid)
      const gone = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      const left = await Promise.race([gone.then(() => true), until(() => false, { atMostMs: GONE_MS, everyMs: 100 })])
      if (!left) child.kill('SIGKILL')
      await until(() => !family.some(isAlive), { atMostMs: 3_000, everyMs: 20 })
      if (dataDir === undefined) rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Asks the page's own bridge. Answers the value, or throws with what the app said. */
export async function ask(page, command, request) {
  const answer = await page.evaluate(([name, given]) => window.quiesce[name](given), [command, request])
  if (!answer.ok) throw new Error(`${command}: ${answer.problem.message}`)
  return answer.value
}

/** Many at once within the page: a thousand round trips through the debugger would be measured too. */
export async function askEach(page, command, requests) {
  const answers = await page.evaluate(
    ([name, all]) => Promise.all(all.map((request) => window.quiesce[name](request))),
    [command, requests],
  )
  const refused = answers.find((answer) => !answer.ok)
  if (refused) throw new Error(`${command}: ${refused.problem.message}`)
  return answers.map((answer) => answer.value)
}
