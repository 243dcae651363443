import { inBackground } from '@engine/ahead'
import type { BrowserWindow } from 'electron'
import { SAMPLE_MS } from '@vocabulary/defaults'
import type { Composition } from './compose'
import type { Ground } from './ground'
import type { Leaving } from './leaving'
import { returnToOwnPage } from './navigation'
import { leaveWithWindow } from './quit'
import { loadPage, openWindow } from './window'
import { surviveCrashes } from './window-crashes'
import { placeOf } from './window-place'

export interface MainWindow {
  readonly window: BrowserWindow
  /** Ties it to what was built meanwhile. A person who closed it before that is asked now. */
  readonly tie: (parts: Pick<Composition, 'engine'>, leaving: Leaving) => void
}

/** Opens the one window: it is registered at the door before its page is loaded. Until it is tied it does not close. */
export function openMainWindow({ notices, publisher, settings }: Ground): MainWindow {
  const window = openWindow(settings.value.window)
  const contentsId = window.webContents.id
  publisher.register(window.webContents)
  surviveCrashes(window, notices.post)
  returnToOwnPage(window.webContents, () => inBackground(loadPage(window), 'returning to the page'))
  window.on('close', () => settings.change({ window: placeOf(window) }))
  window.on('closed', () => publisher.unregister(contentsId))
  let closed = false
  const hold = (event: Electron.Event): void => {
    event.preventDefault()
    closed = true
  }
  window.on('close', hold)
  return {
    window,
    tie({ engine }, leaving) {
      if (window.isDestroyed()) return
      leaveWithWindow(window, leaving)
      watchSampling(window, (intervalMs) => engine.sampleEvery(intervalMs))
      window.off('close', hold)
      if (closed) window.close()
    },
  }
}

function watchSampling(window: BrowserWindow, sampleEvery: (intervalMs: number) => void): void {
  const watched = (): void => sampleEvery(SAMPLE_MS.watched)
  const unwatched = (): void => sampleEvery(SAMPLE_MS.unwatched)
  if (window.isVisible()) watched()
  else unwatched()
  window.on('show', watched)
  window.on('restore', watched)
  window.on('hide', unwatched)
  window.on('minimize', unwatched)
  window.on('closed', unwatched)
}
