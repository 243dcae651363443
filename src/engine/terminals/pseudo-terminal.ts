import { closeSync, constants, openSync, readSync } from 'node:fs'
import { ReadStream } from 'node:tty'
import type { TerminalSize } from '@contract/terminal'
import { strayOpened } from '../processes/stray-descriptors'
import { terminalBinding, type TerminalBinding } from './terminal-binding'

/** What every terminal starts as, until a window tells another size. */
const FIRST_SIZE: TerminalSize = { columns: 80, rows: 24 }
/** After these a terminal's line is empty: a line break, Ctrl+C, Ctrl+D, Ctrl+U and Ctrl+\. termios(3). */
const EMPTIES_LINE = /[\n\r\u0003\u0004\u0015\u001c]$/
/** More than a terminal gives at once, which is 4 KB. */
const READ_BYTES = 16_384

/**
 * A pseudo terminal whose two ends are both held here: the program's end stays open until its whole family has gone, so that
 * neither a leader's exit nor a program that closes its terminal loses output, and the end of the output is seen exactly.
 */
export class PseudoTerminal {
  /** The program's end, such as `/dev/pts/3`. */
  readonly path: string
  readonly #binding: TerminalBinding
  readonly #ours: number
  readonly #stream: ReadStream
  #programs: number | undefined
  #insideLine = false
  #listener: (chunk: Uint8Array) => void = () => undefined

  private constructor(binding: TerminalBinding) {
    const { master, slave, pty } = binding.open(FIRST_SIZE.columns, FIRST_SIZE.rows)
    // Whatever is started next would inherit our end, this terminal's own program included.
    strayOpened()
    this.path = pty
    this.#binding = binding
    this.#ours = master
    this.#programs = openedAnew(pty, slave, master)
    this.#stream = new ReadStream(master)
    this.#stream.on('data', (chunk: Buffer) => this.#listener(chunk))
    // EIO, once nobody holds the program's end: nothing that `close` does not know.
    this.#stream.on('error', () => undefined)
  }

  /** Rejects with a sentence where there is no terminal to be had: no binary for this platform, or no free pair. */
  static async open(): Promise<PseudoTerminal> {
    if (process.platform === 'win32') throw new Error('A terminal for a task cannot be made on Windows yet.')
    return new PseudoTerminal(await terminalBinding())
  }

  onOutput(listener: (chunk: Uint8Array) => void): void {
    this.#listener = listener
  }

  /** Resolves with `undefined` when the kernel has the bytes, else with what went wrong. */
  write(text: string): Promise<string | undefined> {
    return new Promise((resolve) => {
      if (!this.#stream.writable) return resolve('it is closed')
      this.#insideLine = this.isInsideLine(text)
      this.#stream.write(text, (error) => resolve(error?.message))
    })
  }

  /** Whether, once this is typed too, a line has begun that nobody has ended. */
  isInsideLine(text: string): boolean {
    return text === '' ? this.#insideLine : !EMPTIES_LINE.test(text)
  }

  /** False when it is closed. */
  resize({ columns, rows }: TerminalSize): boolean {
    if (this.#programs === undefined) return false
    this.#binding.resize(this.#ours, columns, rows)
    return true
  }

  pause(paused: boolean): void {
    if (paused) this.#stream.pause()
    else this.#stream.resume()
  }

  /**
   * Lets the program's end go, takes what is left, and closes ours. Only after the last program that may use it has gone.
   * The rest is read here and not by the stream: libuv takes a hang-up after a short read for the end, and a terminal's reads
   * are always short. In one turn, so that the stream does not come between.
   */
  close(): void {
    if (this.#programs === undefined) return
    while (this.#stream.read() !== null) continue
    closeSync(this.#programs)
    this.#programs = undefined
    const buffer = Buffer.alloc(READ_BYTES)
    for (let count = this.#readInto(buffer); count > 0; count = this.#readInto(buffer)) {
      this.#listener(Uint8Array.from(buffer.subarray(0, count)))
    }
    this.#stream.destroy()
  }

  /** 0 when nothing is left: the kernel has then passed on all that was written, and says EIO, or EAGAIN to whoever is not alone. */
  #readInto(buffer: Buffer): number {
    try {
      return readSync(this.#ours, buffer)
    } catch {
      return 0
    }
  }
}

/**
 * The program's end under a number that no program inherits: the library opens both ends without close-on-exec, Node opens every
 * file with it. Ours has no path, and stays a stray. Throws, with both ends closed, where no descriptor is left.
 */
function openedAnew(path: string, slave: number, master: number): number {
  try {
    return openSync(path, constants.O_RDWR | constants.O_NOCTTY)
  } catch (error) {
    closeSync(master)
    throw error
  } finally {
    closeSync(slave)
  }
}
