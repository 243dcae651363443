import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, isAbsolute, join, resolve } from 'node:path'

export type ResolvedCommand =
  { readonly ok: true; readonly path: string } | { readonly ok: false; readonly problem: string }

/**
 * Finds the program itself, so that what is shown is what runs. Empty and relative entries of PATH are left out: they would
 * run whatever lies in the working folder.
 */
export function resolveCommand(command: string, cwd: string, pathVariable: string | undefined): ResolvedCommand {
  if (command.includes('/') || (process.platform === 'win32' && command.includes('\\'))) {
    return checked(isAbsolute(command) ? command : resolve(cwd, command))
  }
  const folders = (pathVariable ?? '').split(delimiter).filter((folder) => isAbsolute(folder))
  let nearest: ResolvedCommand | undefined
  for (const folder of folders) {
    for (const ending of process.platform === 'win32' ? ['.exe', '.com', ''] : ['']) {
      const found = checked(join(folder, command + ending))
      if (found.ok) return found
      if (kindOf(join(folder, command + ending)) === 'file') nearest ??= found
    }
  }
  return (
    nearest ?? {
      ok: false,
      problem: `command: got "${command}", expected a program: none of the ${folders.length} folders of PATH holds one of that name.`,
    }
  )
}

function checked(path: string): ResolvedCommand {
  const kind = kindOf(path)
  if (kind === 'nothing')
    return { ok: false, problem: `command: got "${path}", expected a program: there is no such file.` }
  if (kind === 'folder') return { ok: false, problem: `command: got "${path}", expected a program: it is a folder.` }
  try {
    accessSync(path, constants.X_OK)
    return { ok: true, path }
  } catch {
    return { ok: false, problem: `command: got "${path}", expected a program: the file is not executable.` }
  }
}

function kindOf(path: string): 'file' | 'folder' | 'nothing' {
  try {
    return statSync(path).isDirectory() ? 'folder' : 'file'
  } catch {
    return 'nothing'
  }
}

/** The working folder must be there before the program is: Node names the command when it is the folder that is missing. */
export function folderProblem(cwd: string): string | undefined {
  const kind = kindOf(cwd)
  if (kind === 'folder') return undefined
  return `cwd: got "${cwd}", expected a folder: ${kind === 'file' ? 'it is a file' : 'there is no such folder'}.`
}
