import { readdirSync, readlinkSync } from 'node:fs'

export interface OpenFiles {
  /** Inodes, as `/proc/net` names sockets. */
  readonly sockets: readonly string[]
  /** Paths as the kernel shows them, of what has one. One whose name is not text is left out. */
  readonly paths: readonly string[]
}

/** What a process has open; undefined when it has gone or is not ours to read. Asks the kernel only: no disk is touched. */
export function openFilesOf(pid: number): OpenFiles | undefined {
  const sockets: string[] = []
  const paths: string[] = []
  try {
    for (const fd of readdirSync(`/proc/${pid}/fd`)) {
      const link = linkOf(`/proc/${pid}/fd/${fd}`)
      if (link.startsWith('/')) {
        if (!link.includes('\ufffd')) paths.push(link)
      } else if (link.startsWith('socket:[')) sockets.push(link.slice(8, -1))
    }
  } catch {
    return undefined
  }
  return { sockets, paths }
}

export function socketInodesOf(pid: number): readonly string[] {
  return openFilesOf(pid)?.sockets ?? []
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path)
  } catch {
    return ''
  }
}
