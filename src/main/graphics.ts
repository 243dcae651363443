import type { App } from 'electron'

/**
 * Call before the app is ready. Chromium ends the whole app when its graphics process has crashed some six times, and every
 * run with it. So the limit is off; and what makes that process crash, the driver, is left alone: cards need no graphics card.
 */
export function outliveGraphicsCrashes(app: App): void {
  app.disableHardwareAcceleration()
  app.commandLine.appendSwitch('disable-gpu-process-crash-limit')
}
