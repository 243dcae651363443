import { accessSync, closeSync, constants, fstatSync, openSync, readSync, statSync } from 'node:fs'
import { notFile, tooLarge, whyNotRead, type Readable, type UserBytes } from '../files/user-file'
import type { StackSources } from './stack-sources'

/** Read at once: for scripts that read a stack file and end. It blocks on a dead disk, though never on a named pipe. */
export const filesNow: StackSources = {
  read: (path, largestBytes) => {
    try {
      return readNow(path, largestBytes)
    } catch (error) {
      return whyNotRead(error)
    }
  },
  readable: (path): Readable => {
    try {
      const other = notFile(statSync(path))
      if (other) return other
      accessSync(path, constants.R_OK)
      return { ok: true }
    } catch (error) {
      return whyNotRead(error)
    }
  },
}

function readNow(path: string, largestBytes: number): UserBytes {
  const other = notFile(statSync(path))
  if (other) return other
  const handle = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    const found = fstatSync(handle)
    const wrong = notFile(found) ?? tooLarge(found.size, largestBytes)
    if (wrong) return wrong
    const buffer = Buffer.alloc(largestBytes + 1)
    let length = 0
    for (;;) {
      const read = readSync(handle, buffer, length, buffer.byteLength - length, null)
      length += read
      if (length > largestBytes) return tooLarge(length, largestBytes) ?? { ok: true, bytes: buffer }
      if (read === 0) return { ok: true, bytes: buffer.subarray(0, length) }
    }
  } finally {
    closeSync(handle)
  }
}
