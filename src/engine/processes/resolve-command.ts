import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { delimiter, isAbsolute, join, resolve } from 'node:path'
import { diskAnswer, DiskSilent } from '../files/disk-answer'

export type ResolvedCommand =
  { readonly ok: true; readonly path: string } | { readonly ok: false; readonly problem: string }

/** Those who ask the same at the same time share one look: a thousand starts at once ask for few programs. */
const looking = new Map<string, Promise<ResolvedCommand>>()

/**
 * Finds the program itself, so that what is shown is what runs. Empty and relative entries of PATH are left out: they would
 * run whatever lies in the working folder. A folder of PATH whose disk does not answer is passed over. Never rejects.
 */
export function resolveCommand(
  command: string,
  cwd: string,
  pathVariable: string | undefined,
): Promise<ResolvedCommand> {
  const key = JSON.stringify([command, isSearched(command) ? '' : cwd, pathVariable])
  const shared = looking.get(key)
  if (shared) return shared
  const found = find(command, cwd, pathVariable).finally(() => looking.delete(key))
  looking.set(key, found)
  return found
}

async function find(command: string, cwd: string, pathVariable: string | undefined): Promise<ResolvedCommand> {
  if (!isSearched(command)) return checked(isAbsolute(command) ? command : resolve(cwd, command))
  const folders = (pathVariable ?? '').split(delimiter).filter((folder) => isAbsolute(folder))
  let nearest: ResolvedCommand | undefined
  for (const folder of folders) {
    for (const ending of process.platform === 'win32' ? ['.exe', '.com', ''] : ['']) {
      const path = join(folder, command + ending)
      const kind = await kindOf(path)
      if (kind !== 'file') continue
      const found = await executable(path)
      if (found.ok) return found
      nearest ??= found
    }
  }
  return (
    nearest ?? {
      ok: false,
      problem: `command: got "${command}", expected a program: none of the ${folders.length} folders of PATH holds one of that name.`,
    }
  )
}

/** A name without a folder is looked up in PATH. */
function isSearched(command: string): boolean {
  return !command.includes('/') && !(process.platform === 'win32' && command.includes('\\'))
}

async function checked(path: string): Promise<ResolvedCommand> {
  const got = `command: got "${path}", expected a program`
  switch (await kindOf(path)) {
    case 'nothing':
      return { ok: false, problem: `${got}: there is no such file.` }
    case 'folder':
      return { ok: false, problem: `${got}: it is a folder.` }
    case 'other':
      return { ok: false, problem: `${got}: it is a named pipe, a socket or a device.` }
    case 'silent':
      return { ok: false, problem: `${got}: ${new DiskSilent().message}.` }
    case 'file':
      return executable(path)
  }
}

async function executable(path: string): Promise<ResolvedCommand> {
  try {
    await diskAnswer(() => access(path, constants.X_OK))
    return { ok: true, path }
  } catch {
    return { ok: false, problem: `command: got "${path}", expected a program: the file is not executable.` }
  }
}

type PathKind = 'file' | 'folder' | 'other' | 'nothing' | 'silent'

async function kindOf(path: string): Promise<PathKind> {
  try {
    const found = await diskAnswer(() => stat(path))
    if (found.isDirectory()) return 'folder'
    return found.isFile() ? 'file' : 'other'
  } catch (error) {
    return error instanceof DiskSilent ? 'silent' : 'nothing'
  }
}

/** The working folder must be there before the program is: Node names the command when it is the folder that is missing. */
export async function folderProblem(cwd: string): Promise<string | undefined> {
  const got = `cwd: got "${cwd}", expected a folder`
  switch (await kindOf(cwd)) {
    case 'folder':
      return undefined
    case 'nothing':
      return `${got}: there is no such folder.`
    case 'silent':
      return `${got}: ${new DiskSilent().message}.`
    case 'file':
    case 'other':
      return `${got}: it is a file.`
  }
}
