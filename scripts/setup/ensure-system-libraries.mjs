import { existsSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { SetupProblem } from './problem.mjs'
import { lastLines, runCommand } from './run-command.mjs'
import { saying } from './say.mjs'

/** What Chromium links to or opens at run time, by the names of Debian and Ubuntu. */
const libraryPackages = [
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libxss1',
  'libnotify4',
  'libatk-bridge2.0-0',
  'libdrm2',
]

/** Finds what Electron needs from the system and has not got; installs it on Debian and Ubuntu, elsewhere names it. */
export async function ensureSystemLibraries(electron, { display }) {
  if (process.platform !== 'linux') return
  const missing = { libraries: await missingLibraries(electron), xvfb: display === 'virtual' && !findProgram('Xvfb') }
  if (missing.libraries.length === 0 && !missing.xvfb) return
  const packages = [...(missing.libraries.length > 0 ? libraryPackages : []), ...(missing.xvfb ? ['xvfb'] : [])]
  const names = [...missing.libraries, ...(missing.xvfb ? ['Xvfb (a display without a screen)'] : [])].join(', ')
  const rights = findProgram('apt-get') ? await rightsToInstall() : undefined
  if (!rights) throw new SetupProblem(toDoByHand(names, packages))
  await install(rights, packages, names)
  const still = await missingLibraries(electron)
  if (still.length > 0) {
    throw new SetupProblem(
      `After installing ${packages.join(' ')} these libraries are still missing: ${still.join(', ')}.`,
    )
  }
}

async function missingLibraries(electron) {
  // Electron's own libraries lie beside it; the loader finds them there at run time, ldd only when told.
  const env = { ...process.env, LD_LIBRARY_PATH: dirname(electron), LC_ALL: 'C' }
  const { output } = await runCommand('ldd', [electron], { env })
  return [...output.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1])
}

async function install(rights, packages, names) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (args) => {
    const [command, ...rest] = [...rights, 'apt-get', ...args]
    return runCommand(command, rest, { env, timeoutMs: 10 * 60_000 })
  }
  await saying(`installing what is missing on this system: ${names}`, async () => {
    await apt(['update', '-qq'])
    const available = await Promise.all(packages.map(nameHere))
    const end = await apt(['install', '-y', '-qq', '--no-install-recommends', ...available])
    if (end.code !== 0) {
      throw new SetupProblem(`apt-get could not install ${available.join(' ')}. It said:\n${lastLines(end.output)}`)
    }
  })
}

/** Since Ubuntu 24.04 and Debian 13 some libraries carry `t64` in their names. */
async function nameHere(name) {
  const { stdout } = await runCommand('apt-cache', ['pkgnames', `${name}t64`])
  return stdout.split('\n').includes(`${name}t64`) ? `${name}t64` : name
}

async function rightsToInstall() {
  if (process.getuid?.() === 0) return []
  if (!findProgram('sudo')) return undefined
  const { code } = await runCommand('sudo', ['-n', 'true'])
  return code === 0 ? ['sudo', '-n', 'env', 'DEBIAN_FRONTEND=noninteractive'] : undefined
}

function toDoByHand(names, packages) {
  if (findProgram('apt-get')) {
    return `Electron needs what this system has not got: ${names}.\nRun this once, then the same command again:\n\n  sudo apt-get install ${packages.join(' ')}`
  }
  const fedora = 'gtk3 nss alsa-lib mesa-libgbm libXScrnSaver libnotify at-spi2-atk libdrm xorg-x11-server-Xvfb'
  const arch = 'gtk3 nss alsa-lib mesa libxss libnotify at-spi2-core libdrm xorg-server-xvfb'
  const command = findProgram('dnf')
    ? `sudo dnf install ${fedora}`
    : findProgram('pacman')
      ? `sudo pacman -S ${arch}`
      : `install with your package manager what Debian calls: ${packages.join(' ')}`
  return `Electron needs what this system has not got: ${names}.\nRun this once, then the same command again:\n\n  ${command}`
}

function findProgram(name) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  return folders.map((folder) => join(folder, name)).find((file) => existsSync(file))
}
