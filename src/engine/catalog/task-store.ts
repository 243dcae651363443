import { copyFile, mkdir, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Task } from '@contract/task'
import { messageOf } from '@tools/errors'
import { parseSavedTasks, type SavedTasks } from '@vocabulary/saved-tasks'
import { wallMs } from '../clock/clock'
import type { Warn } from '../events/warn'
import { replaceFile } from '../files/replace-file'
import { readUserFile } from '../files/user-file'

const NOT_SAVED = 'tasks-not-saved'
/** Ten thousand tasks take some megabytes. */
const LARGEST_BYTES = 64 * 1_048_576

/** The saved tasks in one JSON file, replaced as a whole so that a crash leaves either the old or the new one. */
export class TaskStore {
  readonly #path: string
  #wanted: readonly Task[] | undefined
  #writing: Promise<void> | undefined
  readonly #warn: Warn
  #refused = false

  constructor(path: string, warn: Warn) {
    this.#path = path
    this.#warn = warn
  }

  /** Never rejects: what cannot be read is told, and the board starts without it. */
  async load(): Promise<SavedTasks> {
    const read = await readUserFile(this.#path, LARGEST_BYTES)
    if (!read.ok) {
      return read.why === 'missing'
        ? { tasks: [], problems: [] }
        : { tasks: [], problems: [`The saved tasks could not be read: ${read.sentence}.`] }
    }
    try {
      const loaded = parseSavedTasks(read.bytes.toString('utf8'))
      if (loaded.problems.length === 0) return loaded
      return { ...loaded, problems: [...loaded.problems, await this.#keepCopy()] }
    } catch {
      return { tasks: [], problems: [await this.#setAside()] }
    }
  }

  /** Writes in the background; several changes in a row become one write. */
  save(tasks: readonly Task[]): void {
    this.#wanted = tasks
    this.#writing ??= this.#writeWanted()
  }

  async flushed(): Promise<void> {
    while (this.#writing) await this.#writing
  }

  async #writeWanted(): Promise<void> {
    await new Promise(setImmediate)
    while (this.#wanted) {
      const tasks = this.#wanted
      this.#wanted = undefined
      const saved = tasks.map(({ id, createdAt, spec, stack }) => ({ id, createdAt, spec, stack }))
      try {
        await mkdir(dirname(this.#path), { recursive: true, mode: 0o700 })
        await replaceFile(this.#path, JSON.stringify({ version: 1, tasks: saved }, null, 2))
        if (this.#refused) this.#warn('The tasks are saved again.', { about: NOT_SAVED, over: true })
        this.#refused = false
      } catch (error) {
        const why = messageOf(error)
        this.#warn(`The tasks could not be saved: ${why}. They are kept in memory.`, { about: NOT_SAVED })
        this.#refused = true
      }
    }
    this.#writing = undefined
  }

  /** The next save writes only what was understood: the rest stays in a copy. */
  async #keepCopy(): Promise<string> {
    const copy = `${this.#path}.bad-${wallMs()}`
    try {
      await copyFile(this.#path, copy)
      return `The file with all of them is kept as ${copy}.`
    } catch (error) {
      return `The file with all of them could not be copied: ${messageOf(error)}.`
    }
  }

  async #setAside(): Promise<string> {
    const aside = `${this.#path}.bad-${wallMs()}`
    try {
      await rename(this.#path, aside)
      return `The file of saved tasks could not be understood. It is kept as ${aside}; the board starts without it.`
    } catch {
      return 'The file of saved tasks could not be understood. It stays where it is until tasks are saved again.'
    }
  }
}
