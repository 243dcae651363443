import { closeSync, mkdirSync, openSync, readSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { turn } from '../clock/turn'

const LOOK_EVERY_MS = 100
const READ_BYTES = 256 * 1024

/**
 * What a program prints when it may outlive us: a pipe would break with our end, and most programs die of that. The program
 * writes to the file itself; we read along.
 */
export class OutputFile {
  readonly #path: string
  readonly #reader: number
  #at = 0
  #paused = false
  #isClosed = false
  #listener: ((chunk: Uint8Array) => void) | undefined
  #timer: NodeJS.Timeout | undefined

  /** Throws when the file can be neither found nor made. */
  constructor(path: string) {
    this.#path = path
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    this.#reader = openSync(path, 'a+', 0o600)
  }

  /** For the program's standard output and error: each write goes to the end. The caller closes it once the program has it. */
  openForWriting(): number {
    return openSync(this.#path, 'a')
  }

  /** Begins with what is there already. */
  onOutput(listener: (chunk: Uint8Array) => void): void {
    this.#listener = listener
    this.#timer = setInterval(() => this.#read(), LOOK_EVERY_MS).unref()
  }

  /** The program is not held back by it: what it prints meanwhile stands in the file. */
  pause(paused: boolean): void {
    this.#paused = paused
  }

  /** Reads all that is left, as fast as it is taken: `flowing` resolves when more may come. Others get their turn between. */
  async readToEnd(flowing: () => Promise<void>): Promise<void> {
    if (!this.#listener) return
    do {
      await flowing()
      await turn()
    } while (!this.#isClosed && (this.#paused || this.#readOnce()))
  }

  /** Reads what is left. With `remove` the program is gone or never came, and the file is ours alone. */
  close(remove: boolean): void {
    if (this.#isClosed) return
    this.#isClosed = true
    clearInterval(this.#timer)
    this.#paused = false
    try {
      if (this.#listener) this.#read()
    } finally {
      closeSync(this.#reader)
    }
    if (remove) rmSync(this.#path, { force: true })
  }

  #read(): void {
    while (!this.#paused && this.#readOnce());
  }

  /** False at the end of what was printed up to now. */
  #readOnce(): boolean {
    const chunk = Buffer.alloc(READ_BYTES)
    const bytes = readSync(this.#reader, chunk, 0, READ_BYTES, this.#at)
    if (bytes === 0) return false
    this.#at += bytes
    this.#listener?.(chunk.subarray(0, bytes))
    return true
  }
}
