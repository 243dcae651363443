import type { Output, OutputRange } from '@contract/output'
import { SegmentedFile } from './segmented-file'
import { decodeWholeCharacters } from './decode'

/** What is held in memory until the disk has it. Above it the source is paused, so a flood costs no more memory than this. */
const HIGH_WATER_BYTES = 8 * 1024 * 1024
const LOW_WATER_BYTES = 2 * 1024 * 1024
const DEFAULT_READ_BYTES = 256 * 1024
const MAX_READ_BYTES = 4 * 1024 * 1024

/** The bytes of one run in the order they came: to disk in large writes, at most a set number kept, readable at any time. */
export class OutputLog {
  readonly #file: SegmentedFile
  #pending: Uint8Array[] = []
  #pendingBytes = 0
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

  get droppedBytes(): number {
    return this.#file.firstByte
  }

  /** Where the newest part lies on disk. It exists once something was printed. */
  get path(): string {
    return this.#file.path
  }

  /** False asks the caller to pause the source until `onDrained` is called. The chunk is kept either way. */
  append(chunk: Uint8Array): boolean {
    this.#pending.push(chunk)
    this.#pendingBytes += chunk.byteLength
    this.#total += chunk.byteLength
    this.#writing ??= this.#writeAll()
    return this.#pendingBytes < HIGH_WATER_BYTES
  }

  onDrained(listener: () => void): void {
    this.#onDrained = listener
  }

  async read(range: OutputRange = {}): Promise<Output> {
    await this.#settledUpTo(this.#total)
    const first = this.#file.firstByte
    const end = this.#settled
    const from = Math.min(Math.max(range.fromByte ?? first, first), end)
    const most = Math.min(Math.max(range.maxBytes ?? DEFAULT_READ_BYTES, 4), MAX_READ_BYTES)
    const bytes = await this.#file.read(from, most)
    const { text, used } = decodeWholeCharacters(bytes, from + bytes.byteLength < this.#total)
    return { text, fromByte: from, nextByte: from + used, droppedBytes: first }
  }

  /** Resolves when everything appended so far is on disk, or was given up because the disk refused it. */
  async flushed(): Promise<void> {
    while (this.#writing) await this.#writing
  }

  /** Waits for no more than was there at the call: a flood goes on for longer than any reader waits. */
  #settledUpTo(bytes: number): Promise<void> {
    return new Promise((resolve) => {
      const check = (): void => {
        if (this.#settled < bytes) return
        this.#waiting.delete(check)
        resolve()
      }
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
    while (this.#pending.length > 0) {
      const batch = this.#pending
      const bytes = this.#pendingBytes
      this.#pending = []
      await this.#file.append(batch)
      this.#pendingBytes -= bytes
      this.#settled += bytes
      for (const check of [...this.#waiting]) check()
      if (this.#pendingBytes <= LOW_WATER_BYTES) this.#onDrained?.()
    }
    this.#writing = undefined
  }
}
