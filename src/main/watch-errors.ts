import type { Notice } from '@contract/channels'
import { onBackgroundFailure } from '@engine/ahead'
import { messageOf } from '@tools/errors'
import type { App } from 'electron'
import { reportError } from './report-error'
import { WORDS } from './words'

/**
 * Has the error log told of what nobody caught in main, of work in the background that failed, and of processes of Chromium that
 * crashed. None of it ends the app: every task would end with it. `post` tells the person; it may be called before there is a window.
 */
export function watchErrors(app: Pick<App, 'on'>, post: (notice: Notice) => void): void {
  process.on('uncaughtException', (error) => {
    reportError('Uncaught exception in the main process', error)
    post({ id: 'uncaught-exception', level: 'warning', text: WORDS.uncaught(messageOf(error)) })
  })
  process.on('warning', ({ name, message }) => reportError(`Warning: ${name}: ${message}`))
  onBackgroundFailure(({ text }) => reportError(text))
  app.on('child-process-gone', (_event, { type, name, reason, exitCode }) => {
    // Hosts of workloads are ended by us, and the engine tells when one was lost.
    if (reason === 'clean-exit' || (type === 'Utility' && reason === 'killed')) return
    reportError(`${name ?? type} (a process of Chromium) ended: ${reason}, exit code ${exitCode}`)
  })
}
