import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { within } from '../clock/patience'

const WITHIN_MS = 1_000

/**
 * The text of a regular file, at most `bytes` of it. Undefined where it is not there, is no regular file, or does not answer in a
 * second: a named pipe or a disk that hangs must hold up neither a start nor a stop.
 */
export async function readSmallFile(path: string, bytes: number): Promise<string | undefined> {
  return within(WITHIN_MS, read(path, bytes))
}

async function read(path: string, bytes: number): Promise<string | undefined> {
  try {
    // Without O_NONBLOCK the opening of a named pipe waits for its writer, in a thread that everybody shares.
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
    try {
      if (!(await file.stat()).isFile()) return undefined
      const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, 0)
      return buffer.toString('utf8', 0, bytesRead)
    } finally {
      await file.close()
    }
  } catch {
    return undefined
  }
}
