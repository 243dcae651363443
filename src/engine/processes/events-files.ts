import { closeSync, constants, fstatSync, openSync, readSync, rmSync, watch, type FSWatcher } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { StringDecoder } from 'node:string_decoder'

/** Where the system cannot watch a folder any more (inotify's limit), the files are looked at this often. */
const LOOK_EVERY_MS = 200
const READ_BYTES = 65_536
/** A program that tells more than this floods us, and is heard no more: what it writes then goes into a file without a name. */
const MOST_BYTES = 1_048_576

export interface EventsFile {
  /** Made by whoever first writes to it. */
  readonly path: string
  /** Reads what is there now: a program's last words may be written right before its exit. */
  read(): void
  /** Reads a last time and removes it. */
  close(): void
}

/**
 * For programs that are started through others: a descriptor is closed by npm and its like, and its number then belongs to a file
 * of the program's own; a path is not. GNU make went the same way (`--jobserver-style=fifo`). A plain file and no FIFO: to write to
 * it never waits for a reader, and so it may stay when we go.
 */
export class EventsFiles {
  readonly #open = new Map<string, () => void>()
  readonly #watchers = new Map<string, FSWatcher | NodeJS.Timeout>()
  readonly #watchedFor = new Map<string, number>()

  open(path: string, told: (text: string) => void): EventsFile {
    const reading = new Reading(path, told)
    const read = (): void => {
      if (reading.read() === 'too much') removed(path)
    }
    this.#open.set(path, read)
    this.#watch(dirname(path))
    // It may have been quicker than the watch.
    read()
    return {
      path,
      read,
      close: () => {
        if (!this.#open.delete(path)) return
        read()
        reading.close()
        removed(path)
        this.#leave(dirname(path))
      },
    }
  }

  #watch(folder: string): void {
    this.#watchedFor.set(folder, (this.#watchedFor.get(folder) ?? 0) + 1)
    if (this.#watchers.has(folder)) return
    const lookAtAll = (): void => {
      for (const [path, read] of this.#open) if (dirname(path) === folder) read()
    }
    try {
      const watcher = watch(folder, { persistent: false }, (_, name) =>
        name === null ? lookAtAll() : this.#open.get(join(folder, basename(name)))?.(),
      )
      watcher.on('error', lookAtAll)
      this.#watchers.set(folder, watcher)
    } catch {
      this.#watchers.set(folder, setInterval(lookAtAll, LOOK_EVERY_MS).unref())
    }
  }

  #leave(folder: string): void {
    const left = (this.#watchedFor.get(folder) ?? 1) - 1
    this.#watchedFor.set(folder, left)
    if (left > 0) return
    const watcher = this.#watchers.get(folder)
    this.#watchers.delete(folder)
    if (watcher && 'close' in watcher) watcher.close()
    else clearInterval(watcher)
  }
}

const buffer = Buffer.allocUnsafe(READ_BYTES)

class Reading {
  readonly #path: string
  readonly #told: (text: string) => void
  readonly #decoder = new StringDecoder('utf8')
  #descriptor: number | undefined
  #at = 0

  constructor(path: string, told: (text: string) => void) {
    this.#path = path
    this.#told = told
  }

  read(): 'as usual' | 'too much' {
    try {
      this.#descriptor ??= openPlainFile(this.#path)
      if (this.#descriptor === undefined) return 'as usual'
      while (this.#at < MOST_BYTES) {
        const count = readSync(this.#descriptor, buffer, 0, READ_BYTES, this.#at)
        if (count === 0) return 'as usual'
        this.#at += count
        this.#told(this.#decoder.write(buffer.subarray(0, count)))
      }
      return 'too much'
    } catch {
      // Nobody has written to it yet, or it cannot be read: then nothing is told.
      return 'as usual'
    }
  }

  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor)
    this.#descriptor = undefined
  }
}

/** The program may have put anything under the name: a pipe would hold us up, a link would lead elsewhere. open(2). */
function openPlainFile(path: string): number | undefined {
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW)
  if (fstatSync(descriptor).isFile()) return descriptor
  closeSync(descriptor)
  return undefined
}

function removed(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // A folder of that name: it goes with the one that it lies in.
  }
}
