import type { BrowserWindow } from 'electron'
import type { Notice } from '@contract/channels'
import { inBackground } from '@engine/ahead'
import { ERROR_PAGE_PATH } from './error-page'
import { PAGE_ADDRESS } from './own-page'
import { ReloadBudget } from './reload-budget'
import { reportError } from './report-error'
import { WORDS } from './words'

/** A crashed page is loaded again, a few times; no run notices. A page that does not answer is only noted. */
export function surviveCrashes(window: BrowserWindow, notify: (notice: Notice) => void): void {
  const budget = new ReloadBudget()
  window.webContents.on('render-process-gone', (_event, details) => {
    if (details.reason === 'clean-exit' || window.isDestroyed()) return
    const what = WORDS.pageEnded(details.reason, details.exitCode)
    reportError(what)
    if (budget.spend()) {
      notify({ id: 'page-crashed', level: 'warning', text: `${what} It was loaded again; no run was affected.` })
      window.webContents.reload()
    } else {
      inBackground(window.loadURL(new URL(ERROR_PAGE_PATH, PAGE_ADDRESS).href), 'showing that the page crashed')
    }
  })
  window.on('unresponsive', () => reportError('The window does not answer. Runs go on; the menu still works.'))
  window.on('responsive', () => reportError('The window answers again.'))
}
