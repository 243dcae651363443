import { open, stat } from 'node:fs/promises'
import type { Output, OutputRange } from '@contract/output'
import { decodeWholeCharacters } from './decode'
import { bytesIn, endOf, isKept, pieceFrom, type KeptPiece, type KeptRange } from './kept-pieces'

const DEFAULT_READ_BYTES = 256 * 1024
const MAX_READ_BYTES = 4 * 1024 * 1024

/** What the journal knows of a run's output besides what lies on disk. */
export interface EarlierOutputFacts {
  /** Printed and not kept. */
  readonly droppedBytes?: number
  /** What the files hold, in order. Absent where it is all that was printed after the dropped bytes. */
  readonly keptRanges?: readonly KeptRange[]
}

/**
 * What an earlier start kept of a run's output: the newest segment at `path`, and the one before. Empty where nothing is left.
 * The text is from one piece only: the caller goes on at `nextByte`, and sees from `fromByte` what lies between and is not kept.
 */
export async function earlierOutput(
  path: string,
  { droppedBytes = 0, keptRanges }: EarlierOutputFacts,
  { fromByte = 0, maxBytes = DEFAULT_READ_BYTES }: OutputRange = {},
): Promise<Output> {
  const segments = await segmentsOf(path)
  const onDisk = bytesIn(segments)
  const end = droppedBytes + onDisk
  const pieces = placed(keptRanges ?? [{ fromByte: droppedBytes, bytes: onDisk }], onDisk)
  const piece = pieceFrom(pieces, Math.max(fromByte, 0))
  if (!piece) return { text: '', fromByte: end, nextByte: end, droppedBytes }
  const from = Math.max(fromByte, piece.fromByte)
  const most = Math.min(Math.max(maxBytes, 4), MAX_READ_BYTES, endOf(piece) - from)
  const read = await readAt(segments, piece.position + from - piece.fromByte, most)
  const { text, used } = decodeWholeCharacters(read, isKept(pieces, from + read.byteLength))
  return { text, fromByte: from, nextByte: from + used, droppedBytes }
}

/** How many bytes were printed, also those that are not kept. */
export async function earlierOutputBytes(path: string, { droppedBytes = 0 }: EarlierOutputFacts): Promise<number> {
  return droppedBytes + bytesIn(await segmentsOf(path))
}

interface Segment {
  readonly file: string
  readonly fromByte: number
  readonly bytes: number
}

/** The two files as one, the older first: `fromByte` is where each begins in it. */
async function segmentsOf(path: string): Promise<readonly Segment[]> {
  const [older, newest] = await Promise.all([sized(`${path}.1`), sized(path)])
  return [
    { ...older, fromByte: 0 },
    { ...newest, fromByte: older.bytes },
  ]
}

/** Where each range lies in the files. Whatever they hold beyond the list was written after it, and belongs to the last. */
function placed(ranges: readonly KeptRange[], onDisk: number): readonly KeptPiece[] {
  let position = 0
  return ranges.flatMap((range, index) => {
    const rest = onDisk - position
    const bytes = index === ranges.length - 1 ? rest : Math.min(range.bytes, rest)
    const piece = { fromByte: range.fromByte, bytes, position }
    position += bytes
    return bytes > 0 ? [piece] : []
  })
}

async function readAt(segments: readonly Segment[], position: number, bytes: number): Promise<Uint8Array> {
  const segment = pieceFrom(segments, position)
  if (!segment) return new Uint8Array()
  return readFrom(segment.file, position - segment.fromByte, Math.min(bytes, endOf(segment) - position))
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
