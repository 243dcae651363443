import type { LeavingChoice, LeavingQuestion } from '@contract/leaving'
import { inBackground } from '@engine/ahead'
import { app, dialog, powerMonitor, type BrowserWindow, type MessageBoxOptions } from 'electron'
import type { Leaving } from './leaving'
import { WORDS } from './words'

const LEAVING_SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const

/** Leads every way out of the app through `leaving`. Call when the app is ready: Electron sets its own signal handlers before. */
export function guardQuit(leaving: Leaving): void {
  app.on('before-quit', (event) => {
    if (leaving.state === 'left') return
    event.preventDefault()
    asked(leaving.askedByPerson())
  })
  // The window stays until everything has ended, so this comes only when it was destroyed from outside.
  app.on('window-all-closed', () => asked(leaving.askedByPerson()))
  for (const signal of LEAVING_SIGNALS) process.on(signal, () => asked(leaving.askedBySystem()))
  powerMonitor.on('shutdown', () => asked(leaving.askedBySystem()))
}

/** Closing the last window is leaving: a window that is gone cannot show what is still alive. */
export function leaveWithWindow(window: BrowserWindow, leaving: Leaving): void {
  window.on('close', (event) => {
    if (leaving.state === 'left') return
    event.preventDefault()
    asked(leaving.askedByPerson())
  })
  window.on('session-end', () => asked(leaving.askedBySystem()))
}

function asked(leaving: Promise<void>): void {
  inBackground(leaving, 'leaving')
}

/** In a box of the system: for a page that is hung, crashed or not there. */
export async function askInBox(
  window: BrowserWindow | undefined,
  { message, detail, answers }: LeavingQuestion,
): Promise<LeavingChoice> {
  const options: MessageBoxOptions = {
    type: 'question',
    title: WORDS.quit,
    message,
    detail,
    buttons: answers.map(({ button }) => button),
    defaultId: 0,
    cancelId: answers.length - 1,
    noLink: true,
  }
  const { response } = await (window === undefined
    ? dialog.showMessageBox(options)
    : dialog.showMessageBox(window, options))
  return answers[response]?.choice ?? 'stay'
}
