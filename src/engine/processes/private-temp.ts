import { mkdirSync, mkdtempSync, rmdir } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Leak } from '@contract/receipt'
import { messageOf } from '@tools/errors'
import { asBuffer, below, bytePath, spokenPath, type BytePath } from '../files/byte-path'
import { mountsBelow, removeTree } from './remove-tree'

/** A program that leaves more than this has left a heap; the receipt names this many and counts the rest. */
const LISTED_FILES = 100

export interface LeftFiles {
  /** At most a hundred files by name, and one entry for all others. */
  readonly leaks: readonly Leak[]
  readonly count: number
  readonly bytes: number
  readonly problem?: string
}

/** A run's own TMPDIR. What is in it after the run is what the run left behind. */
export class PrivateTemp {
  readonly path: string

  /** Makes it. Throws where no folder at all can be had. */
  static make(path: string): PrivateTemp {
    return new PrivateTemp(madeFolder(path))
  }

  /** One that is there already. */
  constructor(path: string) {
    this.path = path
  }

  /** Lists what was left, and takes it away when asked to. The folder itself is removed when nothing stays in it. */
  async inspect(remove: boolean): Promise<LeftFiles> {
    if (await removedEmpty(this.path)) return { leaks: [], count: 0, bytes: 0 }
    try {
      const mounts = await mountsBelow(this.path)
      const found = await this.#files(mounts)
      if (remove || found.length === 0) await removeTree(this.path)
      const stay = mounts
        .map(spokenPath)
        .map((path): Leak => ({ kind: 'file', what: `mount ${path}`, where: path, removed: false }))
      return {
        leaks: [...stay, ...listed(found).map((leak) => ({ ...leak, removed: remove }))],
        count: found.length + stay.length,
        bytes: found.reduce((sum, leak) => sum + (leak.bytes ?? 0), 0),
      }
    } catch (error) {
      return { leaks: [], count: 0, bytes: 0, problem: messageOf(error) }
    }
  }

  /** What is behind a mount was not left here. */
  async #files(mounts: readonly BytePath[], folder = bytePath(this.path)): Promise<readonly Leak[]> {
    const leaks: Leak[] = []
    for (const entry of await readdir(asBuffer(folder), { withFileTypes: true, encoding: 'buffer' })) {
      const path = below(folder, entry.name)
      if (mounts.includes(path)) continue
      if (entry.isDirectory()) {
        leaks.push(...(await this.#files(mounts, path)))
        continue
      }
      const bytes = await lstat(asBuffer(path)).then(
        (stat) => stat.size,
        () => 0,
      )
      leaks.push({ kind: 'file', what: spokenPath(this.#relative(path)), where: spokenPath(path), bytes })
    }
    return leaks
  }

  #relative(path: BytePath): BytePath {
    return bytePath(asBuffer(path).subarray(Buffer.byteLength(this.path) + 1))
  }
}

/** The system takes away only what is empty: for most runs this one call both looks and clears away. */
function removedEmpty(path: string): Promise<boolean> {
  return new Promise((resolve) => rmdir(path, (error) => resolve(error === null)))
}

/** A disk that takes nothing must not keep a task from starting: then it lies in the system's temporary folder. */
function madeFolder(path: string): string {
  try {
    mkdirSync(path, { mode: 0o700 })
    return path
  } catch {
    // The folder that it belongs into may be missing.
  }
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
    return path
  } catch {
    return mkdtempSync(join(tmpdir(), 'quiesce-run-'))
  }
}

function listed(leaks: readonly Leak[]): readonly Leak[] {
  if (leaks.length <= LISTED_FILES) return leaks
  const rest = leaks.slice(LISTED_FILES)
  const bytes = rest.reduce((sum, leak) => sum + (leak.bytes ?? 0), 0)
  return [
    ...leaks.slice(0, LISTED_FILES),
    { kind: 'file', what: `${rest.length} more files`, where: rest[0]?.where ?? '', bytes },
  ]
}
