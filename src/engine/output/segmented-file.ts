import { close, constants, open, read, writev } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { promisify } from 'node:util'
import { KEEP_OUTPUT_BYTES } from '@vocabulary/defaults'
import { bytesIn, endOf, pieceFrom, type KeptPiece, type KeptRange } from './kept-pieces'

// By number: a thousand runs that print a line each would pay more for the handle objects than for the lines.
const opened = promisify(open)
const closed = promisify(close)

/** Two segments are kept. */
const SEGMENT_BYTES = KEEP_OUTPUT_BYTES / 2
/** A disk that refuses every other write must not make the list of pieces endless: the segment is then full. */
const SEGMENT_PIECES = 500
const AGAIN = constants.O_RDWR | constants.O_CREAT
const FRESH = AGAIN | constants.O_TRUNC

interface Segment {
  handle: number | undefined
  pieces: KeptPiece[]
}

/** The disk did not take so many bytes, and why. */
export interface Refused {
  readonly bytes: number
  readonly error: unknown
}

/**
 * An append-only file that is cut into two segments: `PATH` (newest) and `PATH.1`. When the newest is full it becomes `.1` and
 * the older one is dropped. Bytes that the disk refuses leave a hole between what was kept before and what comes later, never
 * an error: what a run prints must not decide its fate.
 */
export class SegmentedFile {
  readonly path: string
  #newest: Segment = { handle: undefined, pieces: [] }
  #older: Segment | undefined
  readonly #segmentBytes: number
  /** Of the newest segment on disk. */
  #length = 0
  /** Offset behind the last byte that was appended or skipped. */
  #end = 0
  #keptBytes = 0
  /** A number is closed only when nobody reads by it: the next file to be opened gets it. */
  #reading: Promise<unknown> = Promise.resolve()

  constructor(path: string, segmentBytes = SEGMENT_BYTES) {
    this.path = path
    this.#segmentBytes = segmentBytes
  }

  /** Bytes that were appended or skipped and are not on disk. */
  get droppedBytes(): number {
    return this.#end - this.#keptBytes
  }

  /** What is on disk, in order. */
  get kept(): readonly KeptRange[] {
    return this.#pieces.map(({ fromByte, bytes }) => ({ fromByte, bytes }))
  }

  /** Answers what the disk refused of it: that is a hole now. */
  async append(chunks: Uint8Array[]): Promise<Refused | undefined> {
    const bytes = chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0)
    try {
      if (this.#isFull) await this.#turnOver()
      this.#newest.handle ??= await opened(this.path, this.#length === 0 ? FRESH : AGAIN, 0o600)
    } catch (error) {
      this.skip(bytes)
      return { bytes, error }
    }
    const { written, error } = await writeAsMuch(this.#newest.handle, chunks, bytes, this.#length)
    this.#note(written)
    if (written === bytes) return undefined
    this.skip(bytes - written)
    return { bytes: bytes - written, error }
  }

  /** So many bytes come next that nobody keeps. */
  skip(bytes: number): void {
    this.#end += bytes
  }

  /** From this byte, or the next one that is kept. At most up to the next hole, or the end of a segment. Empty at the end. */
  async read(fromByte: number, maxBytes: number): Promise<{ readonly fromByte: number; readonly bytes: Uint8Array }> {
    const piece = pieceFrom(this.#pieces, fromByte)
    if (!piece) return { fromByte: this.#end, bytes: new Uint8Array() }
    const from = Math.max(fromByte, piece.fromByte)
    const most = Math.min(maxBytes, endOf(piece) - from)
    const position = piece.position + from - piece.fromByte
    return { fromByte: from, bytes: await this.#readFrom(this.#segmentOf(piece), position, most) }
  }

  /** Gives the open files back. What was written stays readable: each read then opens the file for itself. */
  async close(): Promise<void> {
    await Promise.allSettled([this.#closeSegment(this.#newest), this.#closeSegment(this.#older)])
  }

  async remove(): Promise<void> {
    await Promise.allSettled([rm(this.path, { force: true }), rm(`${this.path}.1`, { force: true })])
  }

  get #pieces(): readonly KeptPiece[] {
    return this.#older ? [...this.#older.pieces, ...this.#newest.pieces] : this.#newest.pieces
  }

  get #isFull(): boolean {
    return this.#length >= this.#segmentBytes || this.#newest.pieces.length >= SEGMENT_PIECES
  }

  #segmentOf(piece: KeptPiece): Segment {
    return this.#older?.pieces.includes(piece) ? this.#older : this.#newest
  }

  async #readFrom(segment: Segment, position: number, bytes: number): Promise<Uint8Array> {
    if (segment.handle !== undefined) {
      const reading = readFrom(segment.handle, position, bytes)
      this.#reading = Promise.allSettled([this.#reading, reading])
      return reading
    }
    const handle = await opened(segment === this.#older ? `${this.path}.1` : this.path, 'r')
    try {
      return await readFrom(handle, position, bytes)
    } finally {
      await closed(handle)
    }
  }

  #note(bytes: number): void {
    if (bytes === 0) return
    const { pieces } = this.#newest
    const last = pieces.at(-1)
    if (last && endOf(last) === this.#end) pieces[pieces.length - 1] = { ...last, bytes: last.bytes + bytes }
    else pieces.push({ fromByte: this.#end, bytes, position: this.#length })
    this.#length += bytes
    this.#end += bytes
    this.#keptBytes += bytes
  }

  async #closeSegment(segment: Segment | undefined): Promise<void> {
    const handle = segment?.handle
    if (!segment || handle === undefined) return
    segment.handle = undefined
    await this.#reading
    await closed(handle)
  }

  async #turnOver(): Promise<void> {
    await this.#closeSegment(this.#older)
    await rename(this.path, `${this.path}.1`)
    this.#keptBytes -= bytesIn(this.#older?.pieces ?? [])
    this.#older = this.#newest
    this.#newest = { handle: undefined, pieces: [] }
    this.#length = 0
  }
}

async function readFrom(handle: number, position: number, bytes: number): Promise<Uint8Array> {
  const buffer = new Uint8Array(bytes)
  const { bytesRead } = await promisify(read)(handle, buffer, 0, bytes, position)
  return buffer.subarray(0, bytesRead)
}

/** A full disk answers with a short write first and with an error next: what it took before the error counts. */
async function writeAsMuch(
  handle: number,
  chunks: Uint8Array[],
  bytes: number,
  position: number,
): Promise<{ readonly written: number; readonly error?: unknown }> {
  let written = 0
  try {
    written = await writeSome(handle, chunks, position)
    if (written === bytes) return { written }
    const rest = Buffer.concat(chunks).subarray(written)
    written += await writeSome(handle, [rest], position + written)
    return { written }
  } catch (error) {
    return { written, error }
  }
}

function writeSome(handle: number, chunks: Uint8Array[], position: number): Promise<number> {
  return new Promise((resolve, reject) =>
    writev(handle, chunks, position, (error, written) => (error ? reject(error) : resolve(written))),
  )
}
