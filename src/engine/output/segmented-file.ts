import { close, constants, open, read, writev } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { promisify } from 'node:util'

// By number: a thousand runs that print a line each would pay more for the handle objects than for the lines.
const opened = promisify(open)
const closed = promisify(close)

/** One segment; two are kept. A burst of 50 MB stays whole, and no run holds more than 128 MB of disk. */
const SEGMENT_BYTES = 64 * 1024 * 1024
const AGAIN = constants.O_RDWR | constants.O_CREAT
const FRESH = AGAIN | constants.O_TRUNC

/**
 * An append-only file that is cut into two segments: `PATH` (newest) and `PATH.1`. When the newest is full it becomes `.1` and
 * the older one is dropped, counted by `firstByte`. A disk that refuses a write makes those bytes dropped, never an error:
 * what a run prints must not decide its fate.
 */
export class SegmentedFile {
  readonly path: string
  #handle: number | undefined
  #older: { handle: number | undefined; readonly start: number } | undefined
  readonly #segmentBytes: number
  /** Offset, in bytes since the run's start, of the newest segment's first byte. */
  #start = 0
  #length = 0
  /** A number is closed only when nobody reads by it: the next file to be opened gets it. */
  #reading: Promise<unknown> = Promise.resolve()

  constructor(path: string, segmentBytes = SEGMENT_BYTES) {
    this.path = path
    this.#segmentBytes = segmentBytes
  }

  /** Offset of the first byte that is still kept. */
  get firstByte(): number {
    return this.#older?.start ?? this.#start
  }

  async append(chunks: Uint8Array[]): Promise<void> {
    const bytes = chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0)
    try {
      if (this.#length >= this.#segmentBytes) await this.#turnOver()
      this.#handle ??= await opened(this.path, this.#length === 0 ? FRESH : AGAIN, 0o600)
      await writeWhole(this.#handle, chunks, bytes, this.#length)
      this.#length += bytes
    } catch {
      // The bytes are lost to the view: begin anew behind them, so that offsets stay true.
      await this.#forgetUpTo(this.#start + this.#length + bytes)
    }
  }

  async read(fromByte: number, maxBytes: number): Promise<Uint8Array> {
    const older = this.#older
    const inOlder = older && fromByte < this.#start
    const position = fromByte - (inOlder ? older.start : this.#start)
    const most = inOlder ? Math.min(maxBytes, this.#start - fromByte) : Math.min(maxBytes, this.#length - position)
    if (most <= 0) return new Uint8Array()
    const kept = inOlder ? older.handle : this.#handle
    if (kept !== undefined) {
      const reading = readFrom(kept, position, most)
      this.#reading = Promise.allSettled([this.#reading, reading])
      return reading
    }
    const handle = await opened(inOlder ? `${this.path}.1` : this.path, 'r')
    try {
      return await readFrom(handle, position, most)
    } finally {
      await closed(handle)
    }
  }

  /** Gives the open files back. What was written stays readable: each read then opens the file for itself. */
  async close(): Promise<void> {
    const handles = [this.#handle, this.#older?.handle]
    this.#handle = undefined
    if (this.#older) this.#older.handle = undefined
    await Promise.allSettled(handles.map(async (handle) => this.#closeHandle(handle)))
  }

  async remove(): Promise<void> {
    await Promise.allSettled([rm(this.path, { force: true }), rm(`${this.path}.1`, { force: true })])
  }

  async #closeHandle(handle: number | undefined): Promise<void> {
    if (handle === undefined) return
    await this.#reading
    await closed(handle)
  }

  async #turnOver(): Promise<void> {
    await this.#closeHandle(this.#older?.handle)
    await rename(this.path, `${this.path}.1`)
    this.#older = { handle: this.#handle, start: this.#start }
    this.#handle = undefined
    this.#start += this.#length
    this.#length = 0
  }

  async #forgetUpTo(offset: number): Promise<void> {
    await this.close()
    this.#older = undefined
    this.#start = offset
    this.#length = 0
  }
}

async function readFrom(handle: number, position: number, bytes: number): Promise<Uint8Array> {
  const buffer = new Uint8Array(bytes)
  const { bytesRead } = await promisify(read)(handle, buffer, 0, bytes, position)
  return buffer.subarray(0, bytesRead)
}

/** A full disk answers with a short write first and with an error next: only a whole write counts. */
async function writeWhole(handle: number, chunks: Uint8Array[], bytes: number, position: number): Promise<void> {
  const written = await writeSome(handle, chunks, position)
  if (written === bytes) return
  const rest = Buffer.concat(chunks).subarray(written)
  if ((await writeSome(handle, [rest], position + written)) !== rest.byteLength) throw new Error('short write')
}

function writeSome(handle: number, chunks: Uint8Array[], position: number): Promise<number> {
  return new Promise((resolve, reject) =>
    writev(handle, chunks, position, (error, written) => (error ? reject(error) : resolve(written))),
  )
}
