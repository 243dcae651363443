import type { Session } from 'electron'
import { describe, expect, it } from 'vitest'
import { denyPermissions } from '../../src/main/permissions'

/** Every permission that Electron's documentation names for the two handlers, and a few that it may come to know. */
const PERMISSIONS = [
  'accessibility-events',
  'clipboard-read',
  'clipboard-sanitized-write',
  'deprecated-sync-clipboard-read',
  'display-capture',
  'fileSystem',
  'fullscreen',
  'geolocation',
  'hid',
  'idle-detection',
  'keyboardLock',
  'local-fonts',
  'media',
  'mediaKeySystem',
  'midi',
  'midiSysex',
  'notifications',
  'openExternal',
  'pointerLock',
  'serial',
  'speaker-selection',
  'storage-access',
  'top-level-storage-access',
  'usb',
  'window-management',
  'unknown',
  'not invented yet',
]

type Handler = (...args: unknown[]) => unknown

function handlers() {
  const set: Record<string, Handler> = {}
  const keep = (name: string) => (handler: Handler) => {
    set[name] = handler
  }
  denyPermissions({
    setPermissionRequestHandler: keep('request'),
    setPermissionCheckHandler: keep('check'),
    setDevicePermissionHandler: keep('device'),
  } as unknown as Session)
  return set
}

describe('a permission of the browser', () => {
  it.each(PERMISSIONS)('is denied when asked for and when looked up: %s', (permission) => {
    const { request, check } = handlers()
    const answers: unknown[] = []
    request?.({}, permission, (answer: unknown) => answers.push(answer), {})
    expect(answers).toEqual([false])
    expect(check?.({}, permission, 'app://main', {})).toBe(false)
  })

  it('is denied for a device of any sort', () => {
    expect(handlers()['device']?.({ deviceType: 'usb' })).toBe(false)
  })
})
