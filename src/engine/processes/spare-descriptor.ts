import { closeSync, fstatSync, openSync } from 'node:fs'
import { codeOf } from '@tools/errors'

/** The number of a descriptor says nothing about whose it is: the file that it was opened for tells. */
interface Spare {
  readonly descriptor: number
  readonly file: string
}

let spare: Spare | undefined

/** A descriptor of /dev/null that is kept open: for a child's place, and in need for one look more. Throws where none is left. */
export function nowhereDescriptor(): number {
  if (spare && fileOf(spare.descriptor) !== spare.file) spare = undefined
  spare ??= opened()
  return spare.descriptor
}

/**
 * Runs `act`, which opens one file and closes it again. When no descriptor is left it gets the one that is kept back for this:
 * a process that cannot be looked at must not pass for one that has gone. POSIX.
 */
export function withDescriptor<Result>(act: () => Result): Result {
  try {
    keepSpare()
    return act()
  } catch (error) {
    if (!lacksDescriptors(error) || !gaveBackSpare()) throw error
    try {
      return act()
    } finally {
      keepSpare()
    }
  }
}

function keepSpare(): void {
  try {
    // Whose it is, is asked only when it is needed: this comes before each file of each process.
    spare ??= opened()
  } catch {
    // The next look tries again.
  }
}

/** False where there was none, or where somebody else closed it and its number is another file's by now. */
function gaveBackSpare(): boolean {
  const given = spare
  spare = undefined
  if (!given || fileOf(given.descriptor) !== given.file) return false
  closeSync(given.descriptor)
  return true
}

function opened(): Spare {
  const descriptor = openSync('/dev/null', 'r+')
  return { descriptor, file: fileOf(descriptor) ?? '' }
}

/** Device and inode, which together name a file. `undefined` where nothing is open under that number. inode(7). */
function fileOf(descriptor: number): string | undefined {
  try {
    const { dev, ino } = fstatSync(descriptor)
    return `${dev}:${ino}`
  } catch {
    return undefined
  }
}

/** Narrower than a shortage that a later start may get over: only a descriptor that is given back helps at once. */
function lacksDescriptors(error: unknown): boolean {
  return ['EMFILE', 'ENFILE'].includes(codeOf(error))
}
