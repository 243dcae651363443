import { dirname, relative } from 'node:path'
import type { WatchSpec } from '@contract/life'
import { WATCH_DEFAULTS } from '@vocabulary/defaults'
import { monotonicMs } from '../clock/clock'
import { inBackground } from '../in-background'
import { WatchedFolder } from './watched-folder'
import { identityOf, ignoredBy, watchedPath, type WatchedPath } from './watched-paths'

/** Who writes without a pause must not keep a change from being told. */
const LONGEST_BURST_MS = 5_000
/** A build takes its folder away before it writes it again: so long a change waits for what is missing. */
const COMES_BACK_MS = 5_000
const LOOKING = 'looking at a watched path'
const LOOK_SOON_MS = 100
/** A path that has never been there, or has been gone for long, is looked for in a calm way. */
const LOOK_LATER_MS = 1_000

export interface FileWatchParts {
  /** A burst of changes is over. `at` (monotonic): when it began; `path` is relative to the working folder. */
  changed(path: string, at: number): void
  /** A path is not there, in the words of the task; it is watched as soon as it is. */
  missing(written: string): void
  /** A path that was told missing is there. */
  found(written: string): void
  failed(problem: unknown): void
}

interface Place extends WatchedPath {
  folder: WatchedFolder | undefined
  /** Monotonic; undefined while the path is there. */
  goneSince: number | undefined
  told: boolean
}

/** Watches files, folders and patterns, also those that are made later or made anew, and calls back once a burst of changes is over. */
export class FileWatch {
  readonly #spec: WatchSpec
  readonly #cwd: string
  readonly #parts: FileWatchParts
  readonly #ignored: (path: string) => boolean
  #places: readonly Place[] = []
  #burst: { readonly at: number; path: string } | undefined
  #quiet: NodeJS.Timeout | undefined
  #looking: NodeJS.Timeout | undefined
  #closed = false

  constructor(spec: WatchSpec, cwd: string, parts: FileWatchParts) {
    this.#spec = spec
    this.#cwd = cwd
    this.#parts = parts
    this.#ignored = ignoredBy(spec, cwd)
  }

  /** Resolves when all that is there is watched. Does not reject. */
  async open(): Promise<void> {
    const paths = await Promise.all(this.#spec.paths.map((written) => watchedPath(written, this.#cwd)))
    this.#places = paths.map((path) => ({ ...path, folder: undefined, goneSince: undefined, told: false }))
    await Promise.all(this.#places.map((place) => this.#openPlace(place, false)))
  }

  close(): void {
    this.#closed = true
    clearTimeout(this.#quiet)
    clearTimeout(this.#looking)
    for (const { folder } of this.#places) folder?.close()
  }

  /** `tell`: that it is there is a change. */
  async #openPlace(place: Place, tell: boolean): Promise<void> {
    const { root } = place
    const now = await identityOf(root)
    if (!now) return this.#gone(place)
    const wasGone = place.goneSince !== undefined
    place.goneSince = undefined
    if (place.told) this.#parts.found(place.written)
    place.told = false
    // An editor saves a file by putting another in its place: its folder sees that, and it does not.
    const path = now.isFolder ? root : dirname(root)
    const id = now.isFolder ? now.id : (await identityOf(path))?.id
    if (this.#closed || id === undefined) return
    if (wasGone || tell) this.#heard(place, root)
    if (place.folder?.id === id) return
    place.folder?.close()
    place.folder = new WatchedFolder(path, id, now.isFolder, {
      ignored: (each) => (now.isFolder ? this.#ignored(each) : each !== root),
      changed: (each) => this.#heard(place, each),
      replaced: () => inBackground(this.#openPlace(place, true), LOOKING),
      failed: (problem) => this.#parts.failed(problem),
    })
    await place.folder.open(wasGone || tell)
  }

  #gone(place: Place): void {
    if (this.#closed) return
    const isNew = place.goneSince === undefined && place.folder === undefined
    place.goneSince ??= isNew ? -Infinity : monotonicMs()
    place.folder?.close()
    place.folder = undefined
    if (isNew) this.#tellMissing(place)
    this.#lookSoon()
  }

  /** Asks for what is missing, one round after the other: a slow disk is asked once, not once more every time. */
  #lookSoon(): void {
    if (this.#looking) return
    const gone = this.#places.filter((place) => place.goneSince !== undefined)
    const recent = gone.some(({ goneSince = -Infinity }) => monotonicMs() - goneSince < COMES_BACK_MS)
    this.#looking = setTimeout(() => inBackground(this.#look(gone), LOOKING), recent ? LOOK_SOON_MS : LOOK_LATER_MS)
  }

  async #look(gone: readonly Place[]): Promise<void> {
    await Promise.all(gone.map((place) => this.#openPlace(place, true)))
    this.#looking = undefined
    if (this.#closed) return
    for (const place of this.#places) {
      if (place.goneSince !== undefined && monotonicMs() - place.goneSince >= COMES_BACK_MS) this.#tellMissing(place)
    }
    if (this.#places.some((place) => place.goneSince !== undefined)) this.#lookSoon()
  }

  #tellMissing(place: Place): void {
    if (place.told) return
    place.told = true
    this.#parts.missing(place.written)
  }

  #heard(place: Place, path: string): void {
    if (this.#closed) return
    if (path === place.root && place.folder?.path !== place.root) inBackground(this.#lookAtFile(place), LOOKING)
    if (place.fits && !place.fits(path)) return
    const now = monotonicMs()
    this.#burst ??= { at: now, path }
    this.#burst.path = path
    clearTimeout(this.#quiet)
    const longest = Math.max(0, this.#burst.at + LONGEST_BURST_MS - now)
    this.#quiet = setTimeout(() => this.#tell(), Math.min(this.#spec.quietMs ?? WATCH_DEFAULTS.quietMs, longest))
  }

  /** A file that was watched by its folder may have gone. */
  async #lookAtFile(place: Place): Promise<void> {
    if (place.folder === undefined || (await identityOf(place.root)) || this.#closed) return
    place.goneSince ??= monotonicMs()
    this.#lookSoon()
  }

  #tell(): void {
    const { at, path } = this.#burst ?? { at: monotonicMs(), path: '' }
    const awaited = this.#places.some(
      ({ goneSince }) => goneSince !== undefined && monotonicMs() - goneSince < COMES_BACK_MS,
    )
    if (awaited) {
      this.#quiet = setTimeout(() => this.#tell(), LOOK_SOON_MS)
      return
    }
    this.#burst = undefined
    this.#parts.changed(relative(this.#cwd, path) || '.', at)
  }
}
