import { watch, type FSWatcher } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { codeOf } from '@tools/errors'
import { inBackground } from '../in-background'
import { identityOf } from './watched-paths'

const LOOKING = 'looking at a watched folder'

export interface FolderParts {
  /** A file or folder below that does not count, and is not opened. */
  ignored(path: string): boolean
  /** A name in the folder has come, gone or changed. */
  changed(path: string): void
  /** The folder itself has gone, or another was made in its place. */
  replaced(): void
  failed(problem: unknown): void
}

/**
 * Watches a folder and, with `deep`, all folders in it. A watch of the kernel belongs to one folder (inotify(7): an inode), not to
 * its path: a folder that is removed and made again in one breath would never be heard again. So each name that comes or goes is
 * looked at anew, and a folder with another identity gets another watch.
 */
export class WatchedFolder {
  readonly path: string
  readonly id: string
  readonly #parts: FolderParts
  readonly #deep: boolean
  readonly #inside = new Map<string, WatchedFolder>()
  /** Of all folders that are open: a link must not lead round in a circle. */
  readonly #open: Set<string>
  #watcher: FSWatcher | undefined
  #closed = false

  constructor(path: string, id: string, deep: boolean, parts: FolderParts, open = new Set<string>()) {
    this.path = path
    this.id = id
    this.#deep = deep
    this.#parts = parts
    this.#open = open
    open.add(id)
  }

  /** Resolves when the folder and those in it are watched. `tell`: what is in it already counts as a change. Does not reject. */
  async open(tell: boolean): Promise<void> {
    try {
      // The watch before the look: what is made between the two is seen by one of them.
      this.#watcher = watch(this.path, { persistent: false }, (type, name) => this.#heard(type, name))
      this.#watcher.on('error', (error) => this.#parts.failed(error))
      if (!this.#deep && !tell) return
      const entries = await readdir(this.path, { withFileTypes: true })
      for (const entry of entries) {
        if (this.#closed) return
        const path = join(this.path, entry.name)
        if (this.#parts.ignored(path)) continue
        if (tell && !entry.isDirectory()) this.#parts.changed(path)
        if (this.#deep && (entry.isDirectory() || entry.isSymbolicLink())) await this.#look(entry.name, tell)
      }
    } catch (error) {
      if (!this.#closed && !isGone(error)) this.#parts.failed(error)
    }
  }

  close(): void {
    this.#closed = true
    this.#open.delete(this.id)
    this.#watcher?.close()
    for (const folder of this.#inside.values()) folder.close()
    this.#inside.clear()
  }

  #heard(type: 'rename' | 'change', name: string | null): void {
    if (this.#closed) return
    // What happens to the folder itself is told under its own name, as if it were a name in it.
    if (name === null || name === basename(this.path)) inBackground(this.#lookAtSelf(name), LOOKING)
    else this.#heardOf(type, name)
  }

  #heardOf(type: 'rename' | 'change', name: string): void {
    if (this.#closed) return
    const path = join(this.path, name)
    if (this.#parts.ignored(path)) return
    this.#parts.changed(path)
    if (type === 'rename' && this.#deep) inBackground(this.#look(name, true), LOOKING)
  }

  /** One look after the other would be late; two looks of one name find the same folder, and the second leaves it. */
  async #look(name: string, tell: boolean): Promise<void> {
    const path = join(this.path, name)
    const now = await identityOf(path)
    const known = this.#inside.get(name)
    if (this.#closed || known?.id === now?.id) return
    known?.close()
    this.#inside.delete(name)
    if (!now?.isFolder || this.#open.has(now.id)) return
    const replaced = (): void => inBackground(this.#look(name, true), LOOKING)
    const folder = new WatchedFolder(path, now.id, true, { ...this.#parts, replaced }, this.#open)
    this.#inside.set(name, folder)
    await folder.open(tell)
  }

  async #lookAtSelf(name: string | null): Promise<void> {
    const now = await identityOf(this.path)
    if (this.#closed) return
    if (now?.id !== this.id) return this.#parts.replaced()
    if (name !== null && (await identityOf(join(this.path, name)))) this.#heardOf('rename', name)
  }
}

function isGone(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes(codeOf(error))
}
