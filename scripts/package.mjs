import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { buildDebianPackage } from './packaging/debian-package.mjs'
import { packArchive } from './packaging/archive.mjs'
import { sizesOf } from './packaging/sizes.mjs'
import { ensureBuild } from './setup/ensure-build.mjs'
import { root } from './setup/places.mjs'
import { prepareElectron } from './setup/prepare.mjs'
import { runScript, SetupProblem } from './setup/problem.mjs'
import { lastLines, runCommand } from './setup/run-command.mjs'
import { say, saying } from './setup/say.mjs'

/*
 * `npm run package`: an installable app for this platform, in dist/. `npm run package -- --evaluation` takes the fallback
 * runtime where the official one cannot be had; other arguments go to electron-builder.
 */
await runScript(async (args) => {
  const runtime = await chosenRuntime(args.includes('--evaluation'))
  await ensureBuild()
  await runElectronBuilder(
    runtime,
    args.filter((argument) => argument !== '--evaluation'),
  )
  if (process.platform === 'linux' && existsSync(join(root, 'dist/linux-unpacked'))) {
    await Promise.all([packArchive, buildDebianPackage].map((pack) => pack({ evaluation: runtime.isFallback })))
  }
  process.stdout.write(`${sizesOf(join(root, 'dist')).join('\n')}\n`)
})

async function chosenRuntime(evaluation) {
  const executable = await prepareElectron()
  const { fallbackVersion, isFallback } = await import('./setup/fallback-electron.mjs')
  if (!isFallback(executable)) return { dist: distOf(executable), version: versionOf(executable), isFallback: false }
  if (!evaluation) {
    throw new SetupProblem(
      `Electron ${wantedVersion()} cannot be had here, and the fallback runtime (Electron ${fallbackVersion}) gets no security fixes any more: ` +
        `a package built from it must not be handed to users.\nTo build one all the same, for a look at it on this machine:\n\n  npm run package -- --evaluation`,
    )
  }
  say(
    `--evaluation: this package is built from the fallback runtime, Electron ${fallbackVersion}, which gets no security fixes any more. ` +
      'Try it out on this machine; do not hand it to anybody. Its files carry the word "evaluation".',
  )
  return { dist: dirname(executable), version: fallbackVersion, isFallback: true }
}

async function runElectronBuilder({ dist, version, isFallback }, args) {
  const name = isFallback ? ['-c.artifactName=quiesce-${version}-evaluation-${os}-${arch}.${ext}'] : []
  const tool = join(root, 'node_modules', 'electron-builder', 'cli.js')
  const config = [`-c.electronDist=${dist}`, `-c.electronVersion=${version}`, ...name]
  const end = await saying('packaging with electron-builder', () =>
    runCommand(process.execPath, [tool, '--publish', 'never', ...config, ...args], { cwd: root }),
  )
  if (end.code !== 0) throw new SetupProblem(`electron-builder failed. It said:\n${lastLines(end.output, 30)}`)
}

function versionOf(executable) {
  const file = join(distOf(executable), 'version')
  return existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : wantedVersion()
}

/** On macOS the executable lies three folders deep in `Electron.app`. */
function distOf(executable) {
  return process.platform === 'darwin' ? join(dirname(executable), '../../..') : dirname(executable)
}

function wantedVersion() {
  return JSON.parse(readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8')).version
}
