import { dirname } from 'node:path'
import { ensureDependencies } from './ensure-dependencies.mjs'
import { say } from './say.mjs'
import { displayNeeded, openVirtualDisplays } from './virtual-display.mjs'

/**
 * Everything from a bare clone to a runtime with a display. Answers the path of Electron, the environment for
 * whatever starts it, and `close`, which ends the display if one was started. Where displays are virtual, there are `displays` of them.
 */
export async function prepareRuntime({ displays = 1 } = {}) {
  const electron = await prepareElectron()
  const { ensureSystemLibraries } = await import('./ensure-system-libraries.mjs')
  const display = displayNeeded()
  await ensureSystemLibraries(electron, { display })
  const virtual = display === 'virtual' ? await openVirtualDisplays(displays) : undefined
  if (virtual) say(`there is no display here: windows open on a virtual one, ${virtual.env.QUIESCE_DISPLAYS} (Xvfb)`)
  return {
    electron,
    env: { ...process.env, ...runtimeEnv(electron), ...virtual?.env },
    close: async () => virtual?.close(),
  }
}

export async function prepareElectron() {
  await ensureDependencies()
  // Only now: what it imports may come from the packages.
  const { ensureElectron } = await import('./ensure-electron.mjs')
  return ensureElectron()
}

/** The same Electron for everything that looks for one: the `electron` package, Playwright, electron-vite, our tests. */
function runtimeEnv(electron) {
  const env = { ELECTRON_EXEC_PATH: electron, QUIESCE_ELECTRON: electron }
  return process.platform === 'darwin' ? env : { ...env, ELECTRON_OVERRIDE_DIST_PATH: dirname(electron) }
}
