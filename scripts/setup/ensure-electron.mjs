import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ensureFallbackElectron, hasFallback } from './fallback-electron.mjs'
import { cacheFolder, root } from './places.mjs'
import { SetupProblem } from './problem.mjs'
import { lastLines, runCommand } from './run-command.mjs'
import { say, saying } from './say.mjs'

const officialPackage = join(root, 'node_modules', 'electron')
/** A host that could not be reached is asked again after a day, or when this file is deleted. */
const retryAfterMs = 24 * 60 * 60_000
/** Enough for 110 MB over a slow line; a host out of reach fails long before, by the connection's own limit. */
const downloadLimitMs = 15 * 60_000

/** Finds a real Electron, or gets one. Answers the path of its executable. */
export async function ensureElectron() {
  return named() ?? official() ?? (await downloadOfficial()) ?? (await ensureFallbackElectron())
}

function named() {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (!folder) return undefined
  const executable = join(folder, platformPath())
  if (existsSync(executable)) return executable
  throw new SetupProblem(
    `ELECTRON_OVERRIDE_DIST_PATH is ${folder}, but there is no ${platformPath()} in it. Point it at a folder that holds Electron, or unset it.`,
  )
}

function official() {
  const dist = join(officialPackage, 'dist')
  const executable = join(dist, platformPath())
  const version = readIfThere(join(dist, 'version'))?.replace(/^v/, '').trim()
  const complete =
    version === wantedVersion() && existsSync(executable) && existsSync(join(officialPackage, 'path.txt'))
  return complete ? executable : undefined
}

async function downloadOfficial() {
  const memory = join(cacheFolder(), 'download-failed.json')
  if (hasFallback() && failedLately(memory)) return undefined
  const end = await saying(`getting Electron ${wantedVersion()} (about 110 MB)`, () =>
    runCommand(process.execPath, [join(officialPackage, 'install.js')], { cwd: root, timeoutMs: downloadLimitMs }),
  )
  const executable = end.code === 0 ? official() : undefined
  if (executable) {
    rmSync(memory, { force: true })
    return executable
  }
  mkdirSync(dirname(memory), { recursive: true })
  const said = end.timedOut ? `no end after ${downloadLimitMs / 60_000} minutes` : lastLines(end.output, 20)
  writeFileSync(memory, JSON.stringify({ version: wantedVersion(), at: new Date().toISOString(), said }, null, 2))
  if (!hasFallback()) {
    throw new SetupProblem(
      `Electron ${wantedVersion()} could not be downloaded. It said:\n${lastLines(said)}\n` +
        `Check that github.com can be reached (or set ELECTRON_MIRROR, or HTTPS_PROXY with ELECTRON_GET_USE_PROXY=1) and run the same ` +
        `command again; or set ELECTRON_OVERRIDE_DIST_PATH to a folder that already holds Electron.`,
    )
  }
  say(`the official download cannot be reached from here (${said.split('\n')[0]}); using the fallback runtime`)
  return undefined
}

function failedLately(memory) {
  try {
    const failed = JSON.parse(readFileSync(memory, 'utf8'))
    return failed.version === wantedVersion() && Date.now() - Date.parse(failed.at) < retryAfterMs
  } catch {
    return false
  }
}

function wantedVersion() {
  return JSON.parse(readFileSync(join(officialPackage, 'package.json'), 'utf8')).version
}

function platformPath() {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron'
  return process.platform === 'win32' ? 'electron.exe' : 'electron'
}

function readIfThere(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}
