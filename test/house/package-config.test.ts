import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')
const config = parse(readFileSync(join(root, 'electron-builder.yml'), 'utf8')) as {
  readonly electronFuses: Readonly<Record<string, boolean>>
  readonly asar: boolean
  readonly asarUnpack: readonly string[]
  readonly npmRebuild: boolean
}

/** The newest of the three majors that Electron supports, when this was last looked at. */
const NEWEST_ELECTRON = 45

it('a package has every fuse set as the security page says', () => {
  expect(config.electronFuses).toEqual({
    runAsNode: false,
    enableCookieEncryption: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  })
})

it('a package keeps its code in an archive, and outside of it only what the system or a Node must read', () => {
  expect(config.asar).toBe(true)
  expect(config.asarUnpack).toEqual(['**/*.node', 'out/engine/workloads/process/*.js', 'package.json'])
  expect(config.npmRebuild).toBe(false)
})

it('Electron is one of the three majors that get security fixes', () => {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, { readonly version?: string }>>
  }
  const major = Number(lock.packages['node_modules/electron']?.version?.split('.')[0])
  expect(major).toBeGreaterThan(NEWEST_ELECTRON - 3)
})
