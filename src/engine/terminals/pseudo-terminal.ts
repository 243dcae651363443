import { closeSync } from 'node:fs'
import { ReadStream } from 'node:tty'
import type { TerminalSize } from '@contract/terminal'
import { within } from '../clock/patience'
import { strayOpened } from '../processes/stray-descriptors'
import { terminalBinding, type TerminalBinding } from './terminal-binding'

/** What every terminal starts as, until a window tells another size. */
const FIRST_SIZE: TerminalSize = { columns: 80, rows: 24 }
/** After the last program has gone, what is still in the terminal's buffer is read within this. */
const REST_MS = 1_000

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
  readonly #drained: Promise<void>

  private constructor(binding: TerminalBinding) {
    const { master, slave, pty } = binding.open(FIRST_SIZE.columns, FIRST_SIZE.rows)
    // Whatever is started next would inherit both ends, this terminal's own program included.
    strayOpened()
    this.path = pty
    this.#binding = binding
    this.#ours = master
    this.#programs = slave
    this.#stream = new ReadStream(master)
    this.#drained = new Promise((resolve) => {
      // EIO is how Linux says that nobody holds the other end any more.
      this.#stream.on('error', () => resolve())
      this.#stream.once('close', () => resolve())
    })
  }

  /** Rejects with a sentence where there is no terminal to be had: no binary for this platform, or no free pair. */
  static async open(): Promise<PseudoTerminal> {
    if (process.platform === 'win32') throw new Error('A terminal for a task cannot be made on Windows yet.')
    return new PseudoTerminal(await terminalBinding())
  }

  onOutput(listener: (chunk: Uint8Array) => void): void {
    this.#stream.on('data', (chunk: Buffer) => listener(chunk))
  }

  /** Resolves with `undefined` when the kernel has the bytes, else with what went wrong. */
  write(text: string): Promise<string | undefined> {
    return new Promise((resolve) => {
      if (!this.#stream.writable) return resolve('it is closed')
      this.#stream.write(text, (error) => resolve(error?.message))
    })
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

  /** Lets the program's end go, reads what is left, and closes ours. Only after the last program that may use it has gone. */
  async close(): Promise<void> {
    if (this.#programs === undefined) return
    closeSync(this.#programs)
    this.#programs = undefined
    this.#stream.resume()
    await within(REST_MS, this.#drained)
    this.#stream.destroy()
  }
}
