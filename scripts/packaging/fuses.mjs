import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { root } from '../setup/places.mjs'

/** By their place on the wire. The library in use (1.8) knows the first eight; the ninth is left as Electron ships it: on. */
const NAMES = [
  'runAsNode',
  'enableCookieEncryption',
  'enableNodeOptionsEnvironmentVariable',
  'enableNodeCliInspectArguments',
  'enableEmbeddedAsarIntegrityValidation',
  'onlyLoadAppFromAsar',
  'loadBrowserProcessSpecificV8Snapshot',
  'grantFileProtocolExtraPrivileges',
  'wasmTrapHandlers',
]
const STATES = { 48: 'off', 49: 'on', 114: 'removed', 144: 'inherited' }

/** What electron-builder.yml says: `on` or `off` by name. */
export function wantedFuses() {
  const { electronFuses } = parse(readFileSync(join(root, 'electron-builder.yml'), 'utf8'))
  return Object.fromEntries(Object.entries(electronFuses).map(([name, on]) => [name, on ? 'on' : 'off']))
}

/** What the executable says. A fuse that its Electron does not have is missing. */
export async function readFuses(executable) {
  const { getCurrentFuseWire } = await import('@electron/fuses')
  const wire = await getCurrentFuseWire(executable)
  return Object.fromEntries(
    NAMES.flatMap((name, index) =>
      wire[index] === undefined ? [] : [[name, STATES[wire[index]] ?? `state ${wire[index]}`]],
    ),
  )
}
