import { appendFile, mkdir, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { inBackground } from '@engine/ahead'
import { codeOf, messageOf } from '@tools/errors'
import { withoutSecrets } from '@vocabulary/secrets'

/** Two files of this size are kept: the one that is written, and the one before it. */
const MOST_BYTES = 1024 * 1024
/** Of one entry. A message of a library may hold a whole file. */
const MOST_CHARACTERS = 16 * 1024
/** What waits for a disk that hangs. */
const MOST_WAITING = 64

/**
 * What went wrong in the app itself, as text with a time before each entry, secrets withheld. Only its owner may read it. Writing
 * neither throws nor blocks: what a disk does not take is left out, and counted in the next entry that it takes.
 */
export class ErrorLog {
  readonly path: string
  readonly #folder: string
  readonly #mostBytes: number
  #waiting: string[] = []
  #leftOut = 0
  #size: number | undefined
  #writing: Promise<void> | undefined

  constructor(folder: string, mostBytes = MOST_BYTES) {
    this.#folder = folder
    this.#mostBytes = mostBytes
    this.path = join(folder, 'errors.log')
  }

  add(what: string, error?: unknown): void {
    if (this.#waiting.length >= MOST_WAITING) this.#leftOut += 1
    else this.#waiting.push(entryOf(what, error))
    if (this.#writing) return
    this.#writing = this.#writeAll()
    inBackground(this.#writing, 'writing the error log')
  }

  /** Resolves when all that was added is written, or left out. */
  async written(): Promise<void> {
    while (this.#writing) await this.#writing
  }

  async #writeAll(): Promise<void> {
    for (let entries = this.#taken(); entries.length > 0; entries = this.#taken()) {
      try {
        await this.#write(entries.join(''))
      } catch {
        this.#leftOut += entries.length
        this.#size = undefined
      }
    }
    this.#writing = undefined
  }

  #taken(): readonly string[] {
    const entries = this.#waiting
    this.#waiting = []
    if (entries.length === 0 || this.#leftOut === 0) return entries
    const leftOut = entryOf(`${this.#leftOut} entries before this one are missing: they could not be written in time`)
    this.#leftOut = 0
    return [...entries, leftOut]
  }

  async #write(text: string): Promise<void> {
    this.#size ??= await this.#sizeNow()
    const bytes = Buffer.byteLength(text)
    if (this.#size > 0 && this.#size + bytes > this.#mostBytes) {
      await rename(this.path, join(this.#folder, 'errors.old.log'))
      this.#size = 0
    }
    await appendFile(this.path, text, { mode: 0o600 })
    this.#size += bytes
  }

  async #sizeNow(): Promise<number> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 })
    try {
      return (await stat(this.path)).size
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return 0
      throw error
    }
  }
}

function entryOf(what: string, error?: unknown): string {
  const text = withoutSecrets(error === undefined ? what : `${what}: ${stackOf(error)}`)
  const cut = text.length <= MOST_CHARACTERS ? text : `${text.slice(0, MOST_CHARACTERS)}…`
  return `${new Date().toISOString()} ${cut.replaceAll('\n', '\n  ')}\n`
}

/** Also of what was thrown though it is no error, and of an error that cannot be read. */
function stackOf(error: unknown, depth = 0): string {
  try {
    if (!(error instanceof Error)) return messageOf(error)
    const own = typeof error.stack === 'string' ? error.stack : messageOf(error)
    return error.cause === undefined || depth > 3 ? own : `${own}\nCaused by: ${stackOf(error.cause, depth + 1)}`
  } catch {
    return messageOf(error)
  }
}
