import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { replaceFile } from '@engine/files'
import { app } from 'electron'
import { ProblemError } from './ipc/problem-error'
import { WORDS } from './words'

/** Why the app cannot be started at login here; undefined where it can. */
export function whyNoLoginStart(): string | undefined {
  if (!app.isPackaged) return WORDS.loginInstalledOnly
  return ['linux', 'darwin', 'win32'].includes(process.platform) ? undefined : WORDS.loginElsewhere
}

/** Throws `ProblemError` when the system does not take it. */
export async function startAtLogin(wanted: boolean): Promise<void> {
  try {
    if (process.platform === 'linux') await changeAutostart(wanted)
    else app.setLoginItemSettings({ openAtLogin: wanted })
  } catch (error) {
    throw new ProblemError('write-failed', WORDS.loginNotWritten(String(error)))
  }
}

/** The desktop's own way: a file in `autostart`, as the XDG autostart specification has it. */
async function changeAutostart(wanted: boolean): Promise<void> {
  const folder = join(app.getPath('appData'), 'autostart')
  const file = join(folder, 'quiesce.desktop')
  if (!wanted) return rm(file, { force: true })
  await mkdir(folder, { recursive: true })
  await replaceFile(file, desktopEntry(process.env['APPIMAGE'] ?? process.execPath))
}

export function desktopEntry(program: string): string {
  const quoted = `"${program.replace(/["`$\\]/g, String.raw`\$&`).replaceAll('%', '%%')}"`
  return ['[Desktop Entry]', 'Type=Application', 'Name=Quiesce', `Exec=${quoted}`, 'Terminal=false', ''].join('\n')
}
