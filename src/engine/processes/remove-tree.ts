import { readdir, readFile, realpath, rm } from 'node:fs/promises'
import { asBuffer, below, bytePath, isAtOrBelow, spokenPath, type BytePath } from '../files/byte-path'

/**
 * Removes a folder that programs wrote to, and nothing that somebody has mounted in it: a bind mount leads to files of another
 * place, and those are not ours to remove. Answers with the mounts that it left, the folders above them included in what stays.
 */
export async function removeTree(folder: string): Promise<readonly string[]> {
  const mounts = await mountsBelow(folder)
  if (mounts.length === 0) await rm(folder, { recursive: true, force: true })
  else await removeAround(bytePath(await realpath(folder, { encoding: 'buffer' })), mounts)
  return mounts.map(spokenPath)
}

/** Where something is mounted at this folder or below it, as real paths. Empty where the system does not tell. */
export async function mountsBelow(folder: string): Promise<readonly BytePath[]> {
  try {
    const real = bytePath(await realpath(folder, { encoding: 'buffer' }))
    return (await mountPoints()).filter((path) => isAtOrBelow(path, real))
  } catch {
    return []
  }
}

/** Never looks into a mount: what is behind it may also be a server that does not answer. */
async function removeAround(folder: BytePath, mounts: readonly BytePath[]): Promise<void> {
  if (mounts.includes(folder)) return
  for (const { name } of await readdir(asBuffer(folder), { withFileTypes: true, encoding: 'buffer' })) {
    const path = below(folder, name)
    if (mounts.some((mount) => isAtOrBelow(mount, path))) await removeAround(path, mounts)
    else await rm(asBuffer(path), { recursive: true, force: true })
  }
}

/** The fifth field, with spaces and backslashes as octal numbers of bytes. proc_pid_mountinfo(5). */
async function mountPoints(): Promise<readonly BytePath[]> {
  if (process.platform !== 'linux') return []
  const table = await readFile('/proc/self/mountinfo', 'latin1')
  return table
    .split('\n')
    .flatMap((line) => line.split(' ')[4] ?? [])
    .map((path) => path.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8))))
    .map((path) => bytePath(Buffer.from(path, 'latin1')))
}
