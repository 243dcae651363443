import { open, stat } from 'node:fs/promises'
import type { Output, OutputRange } from '@contract/output'
import { decodeWholeCharacters } from './decode'

const DEFAULT_READ_BYTES = 256 * 1024
const MAX_READ_BYTES = 4 * 1024 * 1024

/**
 * What an earlier start kept of a run's output: the newest segment at `path`, and the one before. `droppedBytes` came before
 * both. Empty where nothing is left.
 */
export async function earlierOutput(
  path: string,
  droppedBytes: number,
  { fromByte = droppedBytes, maxBytes = DEFAULT_READ_BYTES }: OutputRange = {},
): Promise<Output> {
  const segments = await Promise.all([`${path}.1`, path].map(sized))
  const end = segments.reduce((sum, { bytes }) => sum + bytes, droppedBytes)
  const from = Math.min(Math.max(fromByte, droppedBytes), end)
  const most = Math.min(Math.max(maxBytes, 4), MAX_READ_BYTES)
  let start = droppedBytes
  for (const { file, bytes } of segments) {
    if (from < start + bytes) {
      const read = await readFrom(file, from - start, Math.min(most, start + bytes - from))
      const { text, used } = decodeWholeCharacters(read, from + read.byteLength < end)
      return { text, fromByte: from, nextByte: from + used, droppedBytes }
    }
    start += bytes
  }
  return { text: '', fromByte: end, nextByte: end, droppedBytes }
}

/** How many bytes were printed, up to the last one that is kept. */
export async function earlierOutputBytes(path: string, droppedBytes: number): Promise<number> {
  const segments = await Promise.all([`${path}.1`, path].map(sized))
  return segments.reduce((sum, { bytes }) => sum + bytes, droppedBytes)
}

async function sized(file: string): Promise<{ readonly file: string; readonly bytes: number }> {
  const bytes = await stat(file).then(
    ({ size }) => size,
    () => 0,
  )
  return { file, bytes }
}

async function readFrom(path: string, position: number, bytes: number): Promise<Uint8Array> {
  const file = await open(path, 'r')
  try {
    const buffer = new Uint8Array(bytes)
    const { bytesRead } = await file.read(buffer, 0, bytes, position)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
