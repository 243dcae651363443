import { stat } from 'node:fs/promises'
import { basename, isAbsolute, relative, resolve, sep } from 'node:path'
import picomatch from 'picomatch'
import type { WatchSpec } from '@contract/life'
import { WATCH_DEFAULTS } from '@vocabulary/defaults'

/** One entry of `watch.paths`, and what of it is opened. */
export interface WatchedPath {
  /** As the person wrote it. */
  readonly written: string
  /** The file or folder that is watched; for a pattern the folder before its first `*`. */
  readonly root: string
  /** Absent where all below the root counts. */
  readonly fits?: (path: string) => boolean
}

/** A name that exists is that name, whatever characters are in it; else a `*`, `?`, `{` or `[` makes it a pattern. */
export async function watchedPath(written: string, cwd: string): Promise<WatchedPath> {
  const root = isAbsolute(written) ? written : resolve(cwd, written)
  const scan = picomatch.scan(slashed(written))
  if (!scan.isGlob || (await identityOf(root)) !== undefined) return { written, root }
  const base = resolve(cwd, scan.base)
  const fits = picomatch(scan.glob, { dot: true })
  return { written, root: base, fits: (path) => fits(slashed(relative(base, path))) }
}

/** Whether a file or folder is left out by `ignore`: by its name, or by a pattern over its name or its path below the working folder. */
export function ignoredBy({ ignore = WATCH_DEFAULTS.ignore }: WatchSpec, cwd: string): (path: string) => boolean {
  const names = new Set(ignore)
  const patterns = ignore
    .filter((each) => each.includes('/') || picomatch.scan(each).isGlob)
    .map((each) => ({ fits: picomatch(each, { dot: true }), byName: !each.includes('/') }))
  return (path) =>
    names.has(basename(path)) ||
    patterns.some(({ fits, byName }) => fits(byName ? basename(path) : slashed(relative(cwd, path))))
}

export interface Identity {
  readonly id: string
  readonly isFolder: boolean
}

/** Tells a folder from another that was made in its place. Undefined where nothing can be seen. The number alone is used again at once. */
export async function identityOf(path: string): Promise<Identity | undefined> {
  try {
    const facts = await stat(path, { bigint: true })
    return { id: `${facts.dev}:${facts.ino}:${facts.birthtimeNs}`, isFolder: facts.isDirectory() }
  } catch {
    return undefined
  }
}

function slashed(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/')
}
