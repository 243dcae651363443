import { join } from 'node:path'
import { codeOf } from '@tools/errors'
import { BrowserWindow, nativeTheme, screen, type WebPreferences } from 'electron'
import { developmentServer } from './development-server'
import { PAGE_ADDRESS } from './own-page'
import type { WindowPlace } from './settings'
import { openingPlace } from './window-place'

/** Every default is written down, so that another Electron cannot change one under us. */
export const WEB_PREFERENCES: Readonly<WebPreferences> = Object.freeze({
  preload: join(import.meta.dirname, '../preload/index.cjs'),
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: false,
})

/** Opens the window, hidden until its page has something to show. `loadPage` comes once it is registered as ours. */
export function openWindow(place: WindowPlace | undefined): BrowserWindow {
  const screens = screen.getAllDisplays().map((display) => display.workArea)
  const window = new BrowserWindow({
    ...openingPlace(place, screens),
    minWidth: 480,
    minHeight: 360,
    show: false,
    title: 'Quiesce',
    // The page's own colours, so that nothing flashes before it is drawn.
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#101418' : '#f7f8fa',
    webPreferences: { ...WEB_PREFERENCES },
  })
  window.once('ready-to-show', () => {
    if (place?.maximized === true) window.maximize()
    window.show()
  })
  return window
}

/** Rejects when the page cannot be loaded. That somebody reloads it meanwhile is no failure: the later load takes its place. */
export async function loadPage(window: BrowserWindow): Promise<void> {
  try {
    await window.loadURL(developmentServer()?.href ?? PAGE_ADDRESS)
  } catch (error) {
    if (!isOvertaken(error)) throw error
  }
}

/** Chromium's `ERR_ABORTED`: another navigation began before this one ended. */
function isOvertaken(error: unknown): boolean {
  return codeOf(error) === 'ERR_ABORTED'
}
