import { constants, type Stats } from 'node:fs'
import { access, lstat, open, stat, type FileHandle } from 'node:fs/promises'
import { codeOf, messageOf } from '@tools/errors'
import { diskAnswer, DiskSilent } from './disk-answer'

/** What stands in the way of reading a path that a person named. */
export type Unreadable = 'missing' | 'denied' | 'no-file' | 'large' | 'silent' | 'error'

export interface NotRead {
  readonly ok: false
  readonly why: Unreadable
  /** What is there, for a sentence of the form "got …, expected a file": `a named pipe`. */
  readonly got: string
  /** The same as a half sentence: `it is a named pipe`. */
  readonly sentence: string
}

export type UserBytes = { readonly ok: true; readonly bytes: Buffer } | NotRead
export type Readable = { readonly ok: true } | NotRead

/**
 * Reads a file that a person named: at most `largestBytes`, within two seconds, and only if it is a regular file. Never rejects,
 * and never waits for whoever would write to a named pipe: such a file is not even opened (fifo(7), O_NONBLOCK).
 */
export async function readUserFile(path: string, largestBytes: number): Promise<UserBytes> {
  return orWhyNot(() => diskAnswer(() => readWhole(path, largestBytes)))
}

/** Whether it is a regular file that may be read, without reading it. */
export async function isReadableFile(path: string): Promise<Readable> {
  return orWhyNot<Readable>(() =>
    diskAnswer(async () => {
      const other = notFile(await stat(path))
      if (other) return other
      await access(path, constants.R_OK)
      return { ok: true }
    }),
  )
}

/** Whether something has this name, be it a link to nothing; undefined where the disk does not say. */
export async function isThere(path: string): Promise<boolean | undefined> {
  try {
    await diskAnswer(() => lstat(path))
    return true
  } catch (error) {
    return ['ENOENT', 'ENOTDIR'].includes(codeOf(error)) ? false : undefined
  }
}

async function readWhole(path: string, largestBytes: number): Promise<UserBytes> {
  // Opening a named pipe would be seen by its writer: it is looked at first.
  const before = notFile(await stat(path))
  if (before) return before
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    const found = await file.stat()
    return notFile(found) ?? tooLarge(found.size, largestBytes) ?? (await readAll(file, largestBytes))
  } finally {
    await file.close()
  }
}

/** Files of /proc and the like have no size before they are read: one byte more than may be is asked for. */
async function readAll(file: FileHandle, largestBytes: number): Promise<UserBytes> {
  const chunks: Buffer[] = []
  let length = 0
  for (;;) {
    const chunk = Buffer.alloc(Math.min(largestBytes + 1 - length, 64 * 1024))
    const { bytesRead } = await file.read(chunk, 0, chunk.byteLength, null)
    if (bytesRead === 0) return { ok: true, bytes: Buffer.concat(chunks) }
    chunks.push(chunk.subarray(0, bytesRead))
    length += bytesRead
    if (length > largestBytes) return notRead('large', 'a file that grows', 'it grows while it is read')
  }
}

export function tooLarge(bytes: number, largestBytes: number): NotRead | undefined {
  if (bytes <= largestBytes) return undefined
  return notRead('large', `a file of ${bytes} bytes`, `it is larger than ${largestBytes} bytes`)
}

/** Why this is no regular file, where it is none. */
export function notFile(stats: Stats): NotRead | undefined {
  const sort = otherSort(stats)
  return sort === undefined ? undefined : notRead('no-file', sort, `it is ${sort}`)
}

function otherSort(stats: Stats): string | undefined {
  if (stats.isFile()) return undefined
  if (stats.isDirectory()) return 'a folder'
  if (stats.isFIFO()) return 'a named pipe'
  if (stats.isSocket()) return 'a socket'
  return 'a device'
}

async function orWhyNot<Answer>(read: () => Promise<Answer>): Promise<Answer | NotRead> {
  try {
    return await read()
  } catch (error) {
    return whyNotRead(error)
  }
}

/** What an error of the file system means for whoever wanted to read. errno(3). */
export function whyNotRead(error: unknown): NotRead {
  if (error instanceof DiskSilent) return notRead('silent', 'a file whose disk does not answer', error.message)
  const message = messageOf(error)
  switch (codeOf(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return notRead('missing', 'a path where no file is', 'there is no such file')
    case 'EACCES':
    case 'EPERM':
      return notRead('denied', 'a file that may not be read', 'it may not be read')
    // A socket, or a device that nothing serves: open(2).
    case 'ENXIO':
      return notRead('no-file', 'a socket', 'it is a socket')
    default:
      return notRead('error', `an error (${message})`, message)
  }
}

function notRead(why: Unreadable, got: string, sentence: string): NotRead {
  return { ok: false, why, got, sentence }
}
