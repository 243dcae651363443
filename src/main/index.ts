import { join } from 'node:path'
import type { LeavingChoice, LeavingQuestion } from '@contract/leaving'
import { inBackground, startJournalThread } from '@engine/ahead'
import { messageOf } from '@tools/errors'
import { app, BrowserWindow, dialog, session } from 'electron'
import { AheadOfEngine } from './ahead-of-engine'
import { declarePageScheme, servePages } from './app-protocol'
import type { Composition } from './compose'
import { beADesktopProgram } from './desktop'
import { dangerousSwitches } from './dangerous-switches'
import { ErrorLog } from './error-log'
import { openAllowedLink } from './external-links'
import { outliveGraphicsCrashes } from './graphics'
import { layGround } from './ground'
import { serve } from './ipc/serve'
import { Leaving, LEAVING_PATIENCE } from './leaving'
import { leavingQuestion } from './leaving-question'
import { leftSentences, showLeavingProgress } from './leaving-progress'
import { openMainWindow } from './main-window'
import { guardNavigation } from './navigation'
import { NoticeBoard } from './notice-board'
import { listPageFiles } from './page-files'
import { denyPermissions } from './permissions'
import { askInBox, guardQuit } from './quit'
import { reportError, reportErrorsTo } from './report-error'
import { settingsOf } from './settings'
import { SMOKE_TEST_SWITCH, smokeTest } from './smoke-test'
import { watchErrors } from './watch-errors'
import { loadPage } from './window'
import { WORDS } from './words'

// The terminal that started the app may be closed before the app: that must not end it.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)

const notices = new NoticeBoard()
const errorLog = new ErrorLog(join(app.getPath('userData'), 'logs'))

// Taken literally, this would also undo `--no-sandbox` for root, for whom Chromium then starts no process at all.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
outliveGraphicsCrashes(app)
declarePageScheme()
guardNavigation(app, openAllowedLink)

if (refusesSwitches()) app.exit(1)
else if (!app.requestSingleInstanceLock()) app.exit(0)
else begin()

function begin(): void {
  reportErrorsTo(errorLog)
  watchErrors(app, notices.post)
  errorLog.add(
    `Quiesce ${app.getVersion()} starts, ${process.platform} ${process.arch}, Electron ${process.versions.electron}`,
  )
  inBackground(app.whenReady().then(start).catch(failToStart), 'starting')
}

async function start(): Promise<void> {
  denyPermissions(session.defaultSession)
  const files = listPageFiles(join(import.meta.dirname, '../renderer'))
  const ground = await layGround(app.getPath('userData'), notices)
  const pageAnswered = servePages(files, () => settingsOf(ground.settings).language)
  const { publisher } = ground
  const { window, tie } = openMainWindow(ground)
  const loaded = loadPage(window)
  // Read while the page runs what it was given. A development server gives it that without us.
  const pageHasFiles = Promise.race([pageAnswered, loaded.catch(() => undefined)])
  const picture = pageHasFiles.then(() => import('./first-picture'))
  const ahead = new AheadOfEngine(async () => (await picture).firstPicture(ground))
  inBackground(
    pageHasFiles.then(() => ahead.pageHasFiles()),
    'loading the page',
  )
  // Awaited below; until then nobody would hear of its failure.
  loaded.catch(() => ahead.read())
  const composed = ahead.mayRead.then(async () => {
    // It loads its library while the engine is read.
    const journalThread = startJournalThread()
    const { compose } = await import('./compose')
    return compose(ground, journalThread, errorLog)
  })
  const handlers = composed.then((parts) => parts.handlers)
  handlers.catch(() => undefined)
  serve({
    handlers,
    snapshotAhead: () => ahead.snapshot(),
    isOurWindow: (contentsId) => publisher.has(contentsId),
    taken: (contentsId, ticket) => publisher.taken(contentsId, ticket),
  })
  const parts = await composed
  const quitGraceMs = (): number => settingsOf(parts.settings).quitGraceMs
  const leaving = new Leaving({
    engine: parts.engine,
    askPerson: (live) => askBeforeLeaving(parts, leavingQuestion(live, quitGraceMs())),
    onLeaving: (runIds, how) => {
      const force = how === 'stop' ? { forceAt: Date.now() + quitGraceMs() } : {}
      parts.publisher.pageRequest({ do: 'show-leaving', runIds, ...force })
      showLeavingProgress(parts.engine, runIds, {
        post: parts.notices.post,
        bar: (done) => mainWindow()?.setProgressBar(done),
      })
    },
    putAway: () => parts.settings.saved(),
    onLeft: (closed) => {
      for (const sentence of leftSentences(closed)) reportError(sentence)
    },
    // A thread that waits for a dead disk would be waited for. All that can be put away is.
    exit: (code, { hangs }) => (hangs ? process.kill(process.pid, 'SIGKILL') : app.exit(code)),
    get patience() {
      return { ...LEAVING_PATIENCE, stopMs: quitGraceMs() }
    },
  })
  guardQuit(leaving)
  beADesktopProgram(parts, { mainWindow, showMainWindow })
  app.on('second-instance', showMainWindow)
  app.on('activate', showMainWindow)
  tie(parts, leaving)
  await loaded
  if (!app.commandLine.hasSwitch(SMOKE_TEST_SWITCH)) return
  process.stdout.write(`${JSON.stringify(await smokeTest(parts, window))}\n`)
  await leaving.askedBySystem()
}

/** In the window where its page answers, and in a box of the system where it does not. */
async function askBeforeLeaving({ leavingDesk }: Composition, question: LeavingQuestion): Promise<LeavingChoice> {
  showMainWindow()
  const page = mainWindow()?.webContents
  const choice = page === undefined ? undefined : await leavingDesk.ask(page, question)
  return choice ?? askInBox(mainWindow(), question)
}

function mainWindow(): BrowserWindow | undefined {
  return BrowserWindow.getAllWindows()[0]
}

function showMainWindow(): void {
  const window = mainWindow()
  if (window?.isMinimized() === true) window.restore()
  window?.show()
  window?.focus()
}

function refusesSwitches(): boolean {
  const isRoot = process.getuid?.() === 0
  const found = app.isPackaged ? dangerousSwitches((name) => app.commandLine.hasSwitch(name), isRoot) : []
  if (found.length > 0) reportError(`Quiesce does not start with ${found.map((name) => `--${name}`).join(', ')}.`)
  return found.length > 0
}

async function failToStart(error: unknown): Promise<void> {
  reportError('Quiesce could not start', error)
  dialog.showErrorBox(WORDS.couldNotStart, messageOf(error))
  await errorLog.written()
  app.exit(1)
}
