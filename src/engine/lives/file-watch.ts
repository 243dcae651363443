import { basename, isAbsolute, relative, resolve } from 'node:path'
import { watch, type FSWatcher } from 'chokidar'
import type { WatchSpec } from '@contract/life'

const DEFAULT_IGNORED = ['node_modules', '.git']
const DEFAULT_QUIET_MS = 300

/** Watches files and folders and calls back once a burst of changes is over. */
export class FileWatch {
  readonly #watcher: FSWatcher
  #quiet: NodeJS.Timeout | undefined

  constructor(spec: WatchSpec, cwd: string, changed: (path: string) => void, failed: (text: string) => void) {
    const ignored = new Set(spec.ignore ?? DEFAULT_IGNORED)
    const paths = spec.paths.map((path) => (isAbsolute(path) ? path : resolve(cwd, path)))
    this.#watcher = watch(paths, { ignoreInitial: true, ignored: (path) => ignored.has(basename(path)) })
    this.#watcher.on('all', (_event, path) => {
      clearTimeout(this.#quiet)
      this.#quiet = setTimeout(() => changed(relative(cwd, path)), spec.quietMs ?? DEFAULT_QUIET_MS)
    })
    this.#watcher.on('error', (error) => failed(error instanceof Error ? error.message : String(error)))
  }

  async close(): Promise<void> {
    clearTimeout(this.#quiet)
    await this.#watcher.close()
  }
}
