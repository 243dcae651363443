import { homedir } from 'node:os'
import { isDeepStrictEqual } from 'node:util'
import type { TaskId } from '@contract/ids'
import type { Task } from '@contract/task'
import type { WatchSpec } from '@contract/life'
import { messageOf } from '@tools/errors'
import type { Warn } from '../events/warn'
import { inBackground } from '../in-background'
import { FileWatch } from './file-watch'

interface WatchedFiles {
  readonly watch: WatchSpec | undefined
  readonly cwd: string | undefined
}

interface Held {
  readonly watch: FileWatch
  readonly of: WatchedFiles
  /** What a banner says about it, by its `about`. */
  readonly told: Set<string>
}

/** The watched files of each task that is wanted: from its first start until somebody stops it, or it is forgotten. */
export class TaskWatches {
  readonly #held = new Map<TaskId, Held>()
  readonly #warn: Warn
  readonly #changed: (taskId: TaskId, path: string, at: number) => void

  constructor(warn: Warn, changed: (taskId: TaskId, path: string, at: number) => void) {
    this.#warn = warn
    this.#changed = changed
  }

  has(taskId: TaskId): boolean {
    return this.#held.has(taskId)
  }

  /** From now on the files that the task names now are watched, and no others. */
  want({ id, name, spec }: Task): void {
    const of: WatchedFiles =
      spec.kind === 'process' ? { watch: spec.watch, cwd: spec.cwd } : { watch: undefined, cwd: undefined }
    if (isDeepStrictEqual(of, this.#held.get(id)?.of)) return
    this.drop(id)
    if (!of.watch) return
    const told = new Set<string>()
    const about = (what: string): string => `watch ${id} ${what}`
    const tell = (what: string, text: string): void => {
      if (told.has(what)) return
      told.add(what)
      this.#warn(`${name}: ${text}`, { about: about(what) })
    }
    const watch = new FileWatch(of.watch, of.cwd ?? homedir(), {
      changed: (path, at) => this.#changed(id, path, at),
      missing: (written) => tell(written, `the watched path ${written} is not there. It is watched as soon as it is.`),
      found: (written) => {
        if (told.delete(written))
          this.#warn(`${name}: ${written} is there and watched.`, { about: about(written), over: true })
      },
      failed: (problem) => tell('all', `its files cannot all be watched: ${spoken(problem)}`),
    })
    this.#held.set(id, { watch, of, told })
    inBackground(watch.open(), 'opening the watch of a task')
  }

  drop(taskId: TaskId): void {
    const held = this.#held.get(taskId)
    this.#held.delete(taskId)
    held?.watch.close()
    // A banner about files that nobody waits for any more would stand for ever.
    for (const what of held?.told ?? [])
      this.#warn('no longer watched', { about: `watch ${taskId} ${what}`, over: true })
  }

  close(): void {
    for (const { watch } of this.#held.values()) watch.close()
    this.#held.clear()
  }
}

function spoken(problem: unknown): string {
  return messageOf(problem)
}
