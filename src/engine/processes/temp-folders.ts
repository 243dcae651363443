import { lstatSync, mkdirSync, mkdtempSync, rmdirSync, statSync, utimesSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import type { RunId } from '@contract/ids'
import { PrivateTemp } from './private-temp'
import { removeTree } from './remove-tree'

/**
 * A socket's path holds 108 bytes on Linux and 104 on macOS, the closing zero included (unix(7), sys/un.h). Programs put folders
 * and names of their own below TMPDIR: so it takes no more than this of them.
 */
export const LONGEST_TEMP_PATH = 40
const PREFIX = 'q-'
const OURS = /^q-[A-Za-z0-9]{6}$/
/** `/q-AbCdEf/0123456789`: what is put behind the folder that it lies in. */
const ADDED_CHARACTERS = 20
const NAME_CHARACTERS = 10
/** systemd-tmpfiles takes away what nobody wrote to for ten days, under a program that still runs. tmpfiles.d(5). */
const TOUCH_EVERY_MS = 12 * 3_600_000

/** Where private temporary folders of runs lie: in a folder of ours alone, with a name short enough for sockets. */
export class TempFolders {
  readonly #fallback: string
  readonly #bases: () => readonly string[]
  #folder: string | undefined
  /** For runs that may stay when we go: it is taken away only when nothing is in it. */
  #keptFolder: string | undefined
  #touching: NodeJS.Timeout | undefined

  /** `fallback` is used, and may be long, where no short place can be had. */
  constructor(fallback: string, bases: () => readonly string[] = shortBases) {
    this.#fallback = fallback
    this.#bases = bases
  }

  /** The folder of a run, not made yet. Throws where no folder at all can be had. */
  pathOf(runId: RunId, kept: boolean): string {
    const known = kept ? this.#keptFolder : this.#folder
    // Where it was taken away meanwhile, somebody else may have put something under its name.
    const parent = known !== undefined && isOursAlone(known) ? known : this.#made()
    if (kept) this.#keptFolder = parent
    else this.#folder = parent
    return join(parent, shortName(runId))
  }

  /** What runs left in it goes; what runs that may stay use does not. */
  async close(): Promise<void> {
    clearInterval(this.#touching)
    if (this.#keptFolder !== undefined) removeEmpty(this.#keptFolder)
    if (this.#folder !== undefined) await removeTree(this.#folder).catch(() => undefined)
  }

  #made(): string {
    this.#touching ??= setInterval(() => this.#touch(), TOUCH_EVERY_MS).unref()
    for (const base of this.#bases()) {
      if (!mayHold(base)) continue
      try {
        // 0700, under a name that nobody had: a link that a stranger has put there is not followed. mkdtemp(3).
        return mkdtempSync(join(base, PREFIX))
      } catch {
        // The next place is tried.
      }
    }
    mkdirSync(this.#fallback, { recursive: true, mode: 0o700 })
    return mkdtempSync(join(this.#fallback, PREFIX))
  }

  #touch(): void {
    const now = new Date()
    for (const folder of [this.#folder, this.#keptFolder]) {
      try {
        if (folder !== undefined) utimesSync(folder, now, now)
      } catch {
        // It was taken away: the next start of a run makes its own below it, or says that it cannot.
      }
    }
  }
}

/**
 * Removes the folder of a run that an earlier engine started, whose name the journal kept. Only where the folder above it is
 * surely one that Quiesce made: else the path may lead to anything by now.
 */
export async function removeTempOfEarlierRun(path: string): Promise<void> {
  if (!isFolderOfOurs(dirname(path))) return
  await rm(`${path}.events`, { force: true }).catch(() => undefined)
  if (isOursAlone(path)) await new PrivateTemp(path).inspect(true)
  removeEmpty(dirname(path))
}

/** True for a folder of a run that Quiesce made, by what is seen of it now. */
export function isTempOfRun(path: string): boolean {
  return isFolderOfOurs(dirname(path)) && isOursAlone(path)
}

function isFolderOfOurs(path: string): boolean {
  return OURS.test(basename(path)) && isOursAlone(path)
}

/** A folder, no link, that belongs to this user and that nobody else may enter. */
function isOursAlone(path: string): boolean {
  try {
    const stat = lstatSync(path)
    if (!stat.isDirectory()) return false
    return process.getuid === undefined || (stat.uid === process.getuid() && (stat.mode & 0o077) === 0)
  } catch {
    return false
  }
}

/**
 * The person's own temporary folder where it is short, else `/tmp`. $XDG_RUNTIME_DIR only after them: it lies in memory, and
 * larger files do not belong there (XDG Base Directory Specification).
 */
function shortBases(): readonly string[] {
  if (process.platform === 'win32') return [tmpdir()]
  const bases = [tmpdir(), '/tmp', process.env['XDG_RUNTIME_DIR'] ?? '']
  return bases.filter((base) => base.startsWith('/') && base.length + ADDED_CHARACTERS <= LONGEST_TEMP_PATH)
}

/** Where others may write, they may also rename: but for what is not theirs in a folder with the sticky bit. inode(7). */
function mayHold(base: string): boolean {
  if (process.platform === 'win32') return true
  try {
    const { mode, uid } = statSync(base)
    const trusted = uid === 0 || uid === process.getuid?.()
    return trusted && ((mode & 0o022) === 0 || (mode & 0o1000) !== 0)
  } catch {
    return false
  }
}

function removeEmpty(folder: string): void {
  try {
    rmdirSync(folder)
  } catch {
    // Something is in it still.
  }
}

function shortName(runId: RunId): string {
  return runId
    .replace(/[^A-Za-z0-9]/g, '')
    .replace(/^run/, '')
    .slice(0, NAME_CHARACTERS)
}
