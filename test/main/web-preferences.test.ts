import { expect, it, vi } from 'vitest'

// Only the values are read: no window is opened.
vi.mock('electron', () => ({ BrowserWindow: undefined, nativeTheme: {}, screen: {} }))
const { WEB_PREFERENCES } = await import('../../src/main/window')

it('the window’s preferences name every lock, and nobody can change them afterwards', () => {
  expect(Object.isFrozen(WEB_PREFERENCES)).toBe(true)
  expect(WEB_PREFERENCES).toMatchObject({
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
  })
  expect(Object.keys(WEB_PREFERENCES)).not.toContain('enableBlinkFeatures')
})
