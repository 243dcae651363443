import type { PageRequest } from '@contract/channels'
import { inBackground } from '@engine/ahead'
import { messageOf } from '@tools/errors'
import { app, type BrowserWindow } from 'electron'
import type { Composition } from './compose'
import { setMenu } from './menu'
import { RunAlerts } from './run-alerts'
import { stopAll } from './run-controls'
import { settingsOf } from './settings'
import { showErrorLog } from './show-error-log'
import { showAlert } from './system-message'
import { RunningTray } from './tray'

export interface WindowAccess {
  readonly mainWindow: () => BrowserWindow | undefined
  readonly showMainWindow: () => void
}

/** The menu, the tray and the messages of the system: what a program has besides its window. */
export function beADesktopProgram(parts: Composition, { mainWindow, showMainWindow }: WindowAccess): void {
  const { engine, errorLog, notices, publisher, settings, stacks } = parts

  function ask(request: PageRequest): void {
    showMainWindow()
    publisher.pageRequest(request)
  }

  function stopEveryRun(): void {
    const followed = stopAll(engine).then(({ runIds = [] }) => publisher.pageRequest({ do: 'follow-stop', runIds }))
    inBackground(followed, 'stopping everything')
  }

  function openErrorLog(): void {
    const shown = showErrorLog(errorLog).catch((error: unknown) =>
      notices.post({ id: 'error-log', level: 'warning', text: messageOf(error) }),
    )
    inBackground(shown, 'showing the error log')
  }

  function renewMenu(): void {
    setMenu({
      stopAll: stopEveryRun,
      ask,
      showErrorLog: openErrorLog,
      recentStacks: () => stacks.board().recentFiles,
      isDevelopment: !app.isPackaged,
    })
  }

  renewMenu()
  stacks.onOpened(renewMenu)

  const alerts = new RunAlerts({
    wanted: () => settingsOf(settings).notify,
    isInFront: () => mainWindow()?.isFocused() === true,
    show: (alert) => showAlert(alert, () => ask({ do: 'open-run', runId: alert.runId })),
  })
  const tray = RunningTray.open({ show: showMainWindow, stopAll: stopEveryRun, quit: () => app.quit() })
  const alive = new Set(
    engine
      .runs()
      .filter(({ phase }) => phase !== 'ended')
      .map(({ id }) => id),
  )
  tray?.count(alive.size)
  engine.onRunChange((run) => {
    alerts.see(run)
    if (run.phase === 'ended') alive.delete(run.id)
    else alive.add(run.id)
    tray?.count(alive.size)
  })
}
