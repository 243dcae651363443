import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { root } from '../setup/places.mjs'
import { SetupProblem } from '../setup/problem.mjs'
import { lastLines, runCommand } from '../setup/run-command.mjs'
import { say, saying } from '../setup/say.mjs'

const DEPENDS = 'libgtk-3-0 | libgtk-3-0t64, libnss3, libasound2 | libasound2t64, libgbm1, libxss1, libnotify4, libdrm2'

/** A .deb of the unpacked app, by Debian's own tool: electron-builder would download another one for it. */
export async function buildDebianPackage({ evaluation }) {
  if (!(process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, 'dpkg-deb')))) {
    return say('there is no dpkg-deb here, so no .deb was built')
  }
  const { version, description } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const work = mkdtempSync(join(tmpdir(), 'quiesce-deb-'))
  try {
    const app = join(work, 'opt/Quiesce')
    cpSync(join(root, 'dist/linux-unpacked'), app, { recursive: true })
    // Where user namespaces are closed to ordinary users, Chromium's sandbox needs this one file to be root's.
    chmodSync(join(app, 'chrome-sandbox'), 0o4755)
    put(work, 'usr/share/applications/quiesce.desktop', desktopEntry(description))
    put(work, 'usr/share/icons/hicolor/512x512/apps/quiesce.png', readFileSync(join(root, 'resources/icon.png')))
    mkdirSync(join(work, 'usr/bin'), { recursive: true })
    symlinkSync('/opt/Quiesce/quiesce', join(work, 'usr/bin/quiesce'))
    put(work, 'DEBIAN/control', control(version, description))
    for (const folder of ['.', 'opt', 'usr']) chmodSync(join(work, folder), 0o755)
    const file = join(root, 'dist', `quiesce-${version}${evaluation ? '-evaluation' : ''}-linux-amd64.deb`)
    const args = ['--build', '--root-owner-group', '-Zgzip', work, file]
    const end = await saying('packing the .deb', () => runCommand('dpkg-deb', args))
    if (end.code !== 0) throw new SetupProblem(`dpkg-deb failed. It said:\n${lastLines(end.output)}`)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

function put(work, path, content) {
  const file = join(work, path)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, content)
}

function control(version, description) {
  return `Package: quiesce
Version: ${version}
Architecture: amd64
Maintainer: The Quiesce authors <quiesce@localhost>
Section: devel
Priority: optional
Depends: ${DEPENDS}
Description: ${description}
`
}

function desktopEntry(description) {
  return `[Desktop Entry]
Type=Application
Name=Quiesce
Comment=${description}
Exec=/opt/Quiesce/quiesce %U
Icon=quiesce
Categories=Development;
StartupWMClass=Quiesce
`
}
