import { readdir, readFile, realpath, rm } from 'node:fs/promises'
import { join, sep } from 'node:path'

/**
 * Removes a folder that programs wrote to, and nothing that somebody has mounted in it: a bind mount leads to files of another
 * place, and those are not ours to remove. Answers with the mounts that it left, the folders above them included in what stays.
 */
export async function removeTree(folder: string): Promise<readonly string[]> {
  const mounts = await mountsBelow(folder)
  if (mounts.length === 0) await rm(folder, { recursive: true, force: true })
  else await removeAround(await realpath(folder), mounts)
  return mounts
}

/** Where something is mounted at this folder or below it, as real paths. Empty where the system does not tell. */
export async function mountsBelow(folder: string): Promise<readonly string[]> {
  try {
    const real = await realpath(folder)
    return (await mountPoints()).filter((path) => isAtOrBelow(path, real))
  } catch {
    return []
  }
}

/** Never looks into a mount: what is behind it may also be a server that does not answer. */
async function removeAround(folder: string, mounts: readonly string[]): Promise<void> {
  if (mounts.includes(folder)) return
  for (const { name } of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, name)
    if (mounts.some((mount) => isAtOrBelow(mount, path))) await removeAround(path, mounts)
    else await rm(path, { recursive: true, force: true })
  }
}

function isAtOrBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder + sep)
}

/** The fifth field, with spaces and backslashes as octal numbers. proc_pid_mountinfo(5). */
async function mountPoints(): Promise<readonly string[]> {
  if (process.platform !== 'linux') return []
  const table = await readFile('/proc/self/mountinfo', 'utf8')
  return table
    .split('\n')
    .flatMap((line) => line.split(' ')[4] ?? [])
    .map((path) => path.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8))))
}
