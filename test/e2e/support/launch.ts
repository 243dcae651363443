import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as later } from 'node:timers/promises'
import { _electron, errors, expect, type ElectronApplication, type Page } from '@playwright/test'
import { familyOf, leftovers } from './leftovers'

const ROOT = join(import.meta.dirname, '../../..')
/** The app's own ceiling (10 s to stop, 3 s to force) and some room for a busy machine. */
const GONE_MS = 25_000

const ACTION_MS = 10_000
const ANSWER_MS = 5_000
/** A launch takes about a second; see `launchAgainIfUnheard`. */
const LAUNCH_MS = 10_000
/** Chromium's own complaints about a machine without D-Bus or a graphics card. Ours are written by `console.error`. */
const QUIET = ['--log-level=3']

export interface LaunchOptions {
  /** A folder to start with, as an earlier start left it; it is then not removed. Default: a new empty one. */
  readonly dataDir?: string
  /** The folder of the app, with its `out`. Default: this one. */
  readonly root?: string
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

export interface Launched {
  readonly app: ElectronApplication
  readonly page: Page
  readonly dataDir: string
  /** Everything the app wrote to standard error so far. */
  readonly errors: () => string
  /** Sends SIGTERM, waits until the app has left, and asserts that nothing of it is alive. Answers its exit code. */
  readonly close: () => Promise<number | null>
}

/** Starts the built app as a person does, with a data folder of its own, and waits for its page. */
export async function launchQuiesce(options: LaunchOptions = {}): Promise<Launched> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'quiesce-e2e-')))
  const app = await launchAgainIfUnheard({
    executablePath: electronPath(),
    // Playwright's own default is to switch the sandbox off for everybody. Only root cannot have it.
    chromiumSandbox: !isRoot(),
    args: [...QUIET, ...(options.args ?? []), `--user-data-dir=${dataDir}`, options.root ?? ROOT],
    cwd: ROOT,
    env: { ...ownEnvironment(), ...options.env },
    timeout: LAUNCH_MS,
  })
  const child = app.process()
  let written = ''
  child.stderr?.on('data', (bytes: Buffer) => (written = (written + bytes.toString('utf8')).slice(-100_000)))
  const page = await firstPage(app).catch((error: unknown) => {
    // What does not show a page is not asked to leave either; its watchdog ends what it had started.
    child.kill('SIGKILL')
    throw new Error(`The app was started and showed no page. It wrote: ${written}`, { cause: error })
  })
  // A control that cannot be pressed is a failure within seconds, with the place where it was tried.
  page.setDefaultTimeout(ACTION_MS)
  return { app, page, dataDir, errors: () => written, close: () => closeAndCheck() }

  async function closeAndCheck(): Promise<number | null> {
    const runIds = await runIdsOf(app)
    const family = child.pid === undefined ? [] : await familyOf(child.pid)
    const code = await askToLeave(child)
    // A folder that was there before may have another app over it.
    const folder = options.dataDir === undefined ? dataDir : undefined
    await expect
      .poll(() => leftovers(family, runIds, folder), { message: 'nothing of the app is alive', timeout: 5_000 })
      .toEqual([])
    if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true })
    return code
  }
}

async function firstPage(app: ElectronApplication): Promise<Page> {
  const page = await app.firstWindow()
  await page.waitForLoadState('load')
  return page
}

/**
 * Playwright reads the addresses of the debuggers from standard error. When Chromium writes there at the same moment it
 * misses one (seen in one of forty launches) and waits, before any code of the app has run.
 */
async function launchAgainIfUnheard(
  options: Parameters<typeof _electron.launch>[0],
  triesLeft = 2,
): Promise<ElectronApplication> {
  try {
    return await _electron.launch(options)
  } catch (error) {
    if (!(error instanceof errors.TimeoutError) || triesLeft === 0) throw error
    return launchAgainIfUnheard(options, triesLeft - 1)
  }
}

function askToLeave(child: ReturnType<ElectronApplication['process']>): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode)
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      child.kill('SIGKILL')
      reject(new Error(`The app did not leave within ${GONE_MS} ms after SIGTERM.`))
    }, GONE_MS)
    child.once('exit', (code) => {
      clearTimeout(late)
      resolve(code)
    })
    child.kill('SIGTERM')
  })
}

/** Of every run that the app knows or has told of. Asked of main's own window, whatever a test did to it. */
async function runIdsOf(app: ElectronApplication): Promise<ReadonlySet<string>> {
  const page = app.windows().find((window) => window.url().startsWith('app://main/'))
  // An app whose page or main hangs is still asked to leave, and is then named as what did not.
  const answer = await Promise.race([
    page?.evaluate(() => window.quiesce.getSnapshot()).catch(() => undefined),
    later(ANSWER_MS, undefined, { ref: false }),
  ])
  if (answer?.ok !== true) return new Set()
  const { runs, events } = answer.value
  return new Set<string>(
    [...runs.map((run) => run.id), ...events.map((event) => event.runId)].filter((id) => id !== ''),
  )
}

function electronPath(): string {
  return (
    process.env['QUIESCE_ELECTRON'] ??
    execFileSync(process.execPath, [join(ROOT, 'scripts/electron-path.mjs')], { encoding: 'utf8' }).trim()
  )
}

/** Chromium refuses to run as root with its sandbox; everybody else tests with it on. */
function isRoot(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0
}

function ownEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined)
  // A developer's own server must not be what is tested.
  return Object.fromEntries(
    entries.filter(([name]) => name !== 'ELECTRON_RENDERER_URL' && name !== 'ELECTRON_RUN_AS_NODE'),
  )
}
