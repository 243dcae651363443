import { homedir } from 'node:os'
import { delimiter, sep } from 'node:path'
import { builtInProgram, resolveCommand } from '@engine/index'
import type { LabPlace, LabProgram, NodeCommand } from '@engine/lab/demos'
import { ProblemError } from './ipc/problem-error'
import { WORDS } from './words'

const PROGRAMS = {
  'process/loop': 'loop',
  'process/stubborn': 'stubborn',
  'process/orphan-maker': 'orphan-maker',
} as const satisfies Record<LabProgram, string>

/** A start from a desktop gives a poorer PATH than a shell: these are where installers put Node. */
const USUAL_PLACES = ['/usr/local/bin', '/opt/homebrew/bin', '/usr/bin']

/**
 * What runs the lab's own programs, and where they lie. From the sources that is the Electron executable, which is a Node when
 * told so; a package has that switched off for good (its fuse `runAsNode`) and needs a Node of the person's. Rejects with a
 * `ProblemError` that says so when there is none.
 */
export async function labPlace(isPackaged: boolean, path = process.env['PATH']): Promise<LabPlace> {
  if (!isPackaged) {
    return { node: { command: process.execPath, env: { ELECTRON_RUN_AS_NODE: '1' } }, fileOf: fileOf }
  }
  return { node: await installedNode(path), fileOf: (program) => outsideArchive(fileOf(program)) }
}

async function installedNode(path: string | undefined): Promise<NodeCommand> {
  const folders = process.platform === 'win32' ? [path] : [path, ...USUAL_PLACES]
  const searched = folders.filter((folder) => folder !== undefined).join(delimiter)
  const found = await resolveCommand('node', homedir(), searched)
  if (found.ok) return { command: found.path, env: {} }
  throw new ProblemError('missing-program', WORDS.noNode)
}

function fileOf(program: LabProgram): string {
  return builtInProgram(PROGRAMS[program])
}

/** Only Electron can read what is inside its archive: what another program shall run lies beside it. */
export function outsideArchive(file: string): string {
  return file.replace(`${sep}app.asar${sep}`, `${sep}app.asar.unpacked${sep}`)
}
