import { app, dialog, powerMonitor, type BrowserWindow, type MessageBoxOptions } from 'electron'
import type { Leaving, LeavingChoice, LiveRuns } from './leaving'
import { leavingQuestion } from './leaving-question'

const LEAVING_SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const

/** Leads every way out of the app through `leaving`. Call when the app is ready: Electron sets its own signal handlers before. */
export function guardQuit(leaving: Leaving): void {
  app.on('before-quit', (event) => {
    if (leaving.state === 'left') return
    event.preventDefault()
    void leaving.askedByPerson()
  })
  // The window stays until everything has ended, so this comes only when it was destroyed from outside.
  app.on('window-all-closed', () => void leaving.askedByPerson())
  for (const signal of LEAVING_SIGNALS) process.on(signal, () => void leaving.askedBySystem())
  powerMonitor.on('shutdown', () => void leaving.askedBySystem())
}

/** Closing the last window is leaving: a window that is gone cannot show what is still alive. */
export function leaveWithWindow(window: BrowserWindow, leaving: Leaving): void {
  window.on('close', (event) => {
    if (leaving.state === 'left') return
    event.preventDefault()
    void leaving.askedByPerson()
  })
  window.on('session-end', () => void leaving.askedBySystem())
}

/** `graceMs`: how long the stop may take before force. */
export async function askBeforeLeaving(
  window: BrowserWindow | undefined,
  live: LiveRuns,
  graceMs: number,
): Promise<LeavingChoice> {
  const { message, detail, answers } = leavingQuestion(live, graceMs)
  const options: MessageBoxOptions = {
    type: 'question',
    title: 'Quit Quiesce',
    message,
    detail,
    buttons: answers.map(([button]) => button),
    defaultId: 0,
    cancelId: answers.length - 1,
    noLink: true,
  }
  const { response } = await (window === undefined
    ? dialog.showMessageBox(options)
    : dialog.showMessageBox(window, options))
  return answers[response]?.[1] ?? 'stay'
}
