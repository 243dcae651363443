import type { BrowserWindow } from 'electron'
import type { Composition } from './compose'
import type { Leaving } from './leaving'
import { returnToOwnPage } from './navigation'
import { leaveWithWindow } from './quit'
import { loadPage, openWindow } from './window'
import { surviveCrashes } from './window-crashes'
import { placeOf } from './window-place'

/** How often families are measured: often while somebody looks, seldom while nobody does. */
const SAMPLE_MS = { watched: 1_000, unwatched: 5_000 } as const

/** Opens the one window and ties it to the app: it is registered at the door before its page is loaded. */
export async function openMainWindow(
  { engine, notices, publisher, settings }: Composition,
  leaving: Leaving,
): Promise<void> {
  const window = openWindow(settings.value.window)
  const contentsId = window.webContents.id
  publisher.register(window.webContents)
  surviveCrashes(window, notices.post)
  returnToOwnPage(window.webContents, () => void loadPage(window).catch((error: unknown) => console.error(error)))
  leaveWithWindow(window, leaving)
  watchSampling(window, (intervalMs) => engine.sampleEvery(intervalMs))
  window.on('close', () => settings.change({ window: placeOf(window) }))
  window.on('closed', () => publisher.unregister(contentsId))
  await loadPage(window)
}

function watchSampling(window: BrowserWindow, sampleEvery: (intervalMs: number) => void): void {
  const watched = (): void => sampleEvery(SAMPLE_MS.watched)
  const unwatched = (): void => sampleEvery(SAMPLE_MS.unwatched)
  unwatched()
  window.on('show', watched)
  window.on('restore', watched)
  window.on('hide', unwatched)
  window.on('minimize', unwatched)
  window.on('closed', unwatched)
}
