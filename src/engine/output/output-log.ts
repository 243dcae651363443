import type { Output, OutputRange } from '@contract/output'
import { END_WAITS_FOR_DISK_MS } from '../clock/patience'
import { ownDiskAnswer } from '../files/disk-answer'
import { decodeWholeCharacters } from './decode'
import { isKept, type KeptRange } from './kept-pieces'
import { SegmentedFile } from './segmented-file'
import { spokenDiskError } from './spoken-disk-error'

/** What is held in memory until the disk has it. Above it the source is paused, so a flood costs no more memory than this. */
const HIGH_WATER_BYTES = 8 * 1024 * 1024
const LOW_WATER_BYTES = 2 * 1024 * 1024
/** Who prints on although the source should be paused is not held beyond this: the memory is everybody's. */
const MOST_HELD_BYTES = 2 * HIGH_WATER_BYTES
const DEFAULT_READ_BYTES = 256 * 1024
const MAX_READ_BYTES = 4 * 1024 * 1024

/** Bytes in a row that were printed and that nobody keeps. */
export interface Hole {
  readonly fromByte: number
  readonly bytes: number
  /** Why the disk does not have them, in words for a sentence. */
  readonly why: string
}

/** Told once when a hole begins, with what is known of it then, and once when the disk takes output again. */
export type HoleListener = (hole: Hole, over: boolean) => void

const TOO_SLOW = 'the disk did not take them in time'

/** The bytes of one run in the order they came: to disk in large writes, at most a set number kept, readable at any time. */
export class OutputLog {
  readonly #file: SegmentedFile
  /** A number stands for so many bytes that were thrown away in that place. */
  #pending: (Uint8Array | number)[] = []
  #pendingBytes = 0
  /** What comes is thrown away until the disk has caught up. */
  #sheds = false
  #lostBytes = 0
  #lostWhy = ''
  #hole: Hole | undefined
  #onHole: HoleListener = () => undefined
  #writing: Promise<void> | undefined
  #total = 0
  /** Bytes that are on disk or given up; behind `#total` by what is pending. */
  #settled = 0
  readonly #waiting = new Set<() => void>()
  #onDrained: (() => void) | undefined

  /** `keepBytes`: the most that is kept; older bytes give way by halves, and are counted. */
  constructor(path: string, keepBytes?: number) {
    this.#file = new SegmentedFile(path, keepBytes && Math.ceil(keepBytes / 2))
  }

  get totalBytes(): number {
    return this.#total
  }

  /** Printed and not kept: the oldest, which gave way, and what the disk refused or did not take in time. */
  get droppedBytes(): number {
    return this.#file.droppedBytes
  }

  /** Of those, what never got to the disk. */
  get lostBytes(): number {
    return this.#lostBytes
  }

  /** Why, in words for a sentence; the last reason where there were several. */
  get lostWhy(): string {
    return this.#lostWhy
  }

  /** What is on disk, in order. */
  get kept(): readonly KeptRange[] {
    return this.#file.kept
  }

  /** Where the newest part lies on disk. It exists once something was printed. */
  get path(): string {
    return this.#file.path
  }

  /** False asks the caller to pause the source until `onDrained` is called. The chunk is kept either way, up to a limit. */
  append(chunk: Uint8Array): boolean {
    const bytes = chunk.byteLength
    this.#total += bytes
    this.#sheds ||= this.#pendingBytes >= MOST_HELD_BYTES
    if (this.#sheds) this.#shed(bytes)
    else {
      this.#pending.push(chunk)
      this.#pendingBytes += bytes
    }
    this.#writing ??= this.#writeAll()
    return this.#pendingBytes < HIGH_WATER_BYTES
  }

  onHole(listener: HoleListener): void {
    this.#onHole = listener
  }

  onDrained(listener: () => void): void {
    this.#onDrained = listener
  }

  /** What the disk has not taken in time is not waited for. Rejects with `DiskSilent` where it does not give what it has. */
  async read(range: OutputRange = {}): Promise<Output> {
    const isLate = !(await this.#settledUpTo(this.#total))
    const wanted = Math.min(Math.max(range.fromByte ?? 0, 0), this.#settled)
    const most = Math.min(Math.max(range.maxBytes ?? DEFAULT_READ_BYTES, 4), MAX_READ_BYTES)
    const { fromByte, bytes } = await ownDiskAnswer(this.#file.read(wanted, most))
    const { text, used } = decodeWholeCharacters(bytes, this.#goesOnAt(fromByte + bytes.byteLength))
    const nextByte = fromByte + used
    const { droppedBytes } = this
    return { text, fromByte, nextByte, droppedBytes, ...(isLate && nextByte >= this.#settled && { late: true }) }
  }

  /** Resolves when everything appended so far is on disk, or was given up because the disk refused it. */
  async flushed(): Promise<void> {
    while (this.#writing) await this.#writing
  }

  /** Waits for no more than was there at the call: a flood goes on for longer than any reader waits. False when that took too long. */
  #settledUpTo(bytes: number): Promise<boolean> {
    return new Promise((resolve) => {
      const finish = (): void => {
        clearTimeout(timer)
        this.#waiting.delete(check)
        resolve(this.#settled >= bytes)
      }
      const check = (): void => {
        if (this.#settled >= bytes) finish()
      }
      const timer = setTimeout(finish, END_WAITS_FOR_DISK_MS)
      this.#waiting.add(check)
      check()
    })
  }

  async close(): Promise<void> {
    await this.flushed()
    await this.#file.close()
  }

  /** Takes the bytes off the disk as well. */
  async remove(): Promise<void> {
    await this.close()
    await this.#file.remove()
  }

  async #writeAll(): Promise<void> {
    // One turn of the loop gathers what comes in at once into a single write.
    await new Promise(setImmediate)
    for (let batch = this.#nextBatch(); batch; batch = this.#nextBatch()) {
      if (typeof batch === 'number') this.#skip(batch)
      else await this.#write(batch)
      for (const check of [...this.#waiting]) check()
      if (this.#pendingBytes > LOW_WATER_BYTES) continue
      this.#sheds = false
      this.#onDrained?.()
    }
    this.#writing = undefined
  }

  /** All chunks up to the next that was thrown away, or how many bytes those are. */
  #nextBatch(): Uint8Array[] | number | undefined {
    const [first] = this.#pending
    if (typeof first === 'number') {
      this.#pending.shift()
      return first
    }
    const batch: Uint8Array[] = []
    for (const piece of this.#pending) {
      if (typeof piece === 'number') break
      batch.push(piece)
    }
    this.#pending = this.#pending.slice(batch.length)
    return batch.length > 0 ? batch : undefined
  }

  async #write(chunks: Uint8Array[]): Promise<void> {
    const bytes = chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0)
    const at = this.#settled
    const refused = await this.#file.append(chunks)
    this.#pendingBytes -= bytes
    this.#settled += bytes
    const taken = bytes - (refused?.bytes ?? 0)
    if (taken > 0) this.#endHole()
    if (!refused) return
    const why = spokenDiskError(refused.error)
    this.#lose(refused.bytes, why)
    this.#addHole({ fromByte: at + taken, bytes: refused.bytes, why })
  }

  #shed(bytes: number): void {
    this.#lose(bytes, TOO_SLOW)
    const last = this.#pending.at(-1)
    if (typeof last === 'number') this.#pending[this.#pending.length - 1] = last + bytes
    else this.#pending.push(bytes)
  }

  #lose(bytes: number, why: string): void {
    this.#lostBytes += bytes
    this.#lostWhy = why
  }

  #skip(bytes: number): void {
    this.#file.skip(bytes)
    this.#addHole({ fromByte: this.#settled, bytes, why: TOO_SLOW })
    this.#settled += bytes
  }

  #addHole(hole: Hole): void {
    const before = this.#hole
    this.#hole = before ? { ...before, bytes: before.bytes + hole.bytes } : hole
    if (!before) this.#onHole(hole, false)
  }

  #endHole(): void {
    const hole = this.#hole
    this.#hole = undefined
    if (hole) this.#onHole(hole, true)
  }

  /** A character that is cut off before a hole is never completed. */
  #goesOnAt(byte: number): boolean {
    return byte < this.#settled ? isKept(this.#file.kept, byte) : byte < this.#total
  }
}
