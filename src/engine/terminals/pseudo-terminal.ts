import { closeSync, constants, openSync } from 'node:fs'
import { ReadStream } from 'node:tty'
import type { TerminalSize } from '@contract/terminal'
import { within } from '../clock/patience'
import { strayOpened } from '../processes/stray-descriptors'

/** What every terminal starts as, until a window tells another size. */
const FIRST_SIZE: TerminalSize = { columns: 80, rows: 24 }
/** After the last program has gone, what is still in the terminal's buffer is read within this. */
const REST_MS = 500

/** What node-pty's `open` gives; its published types leave it out. */
interface OpenedPair {
  readonly ptsName: string
  readonly master: ReadStream
  readonly slave: ReadStream
  resize(columns: number, rows: number): void
}

/**
 * A pseudo terminal whose two ends are both held here: the program's end stays open until its whole family has gone, so that
 * neither a leader's exit nor a program that closes its terminal loses output, and the end of the output is seen exactly.
 * That is why node-pty's own `spawn` is not used: 200 ms after its leader's exit it closes the terminal under those who live.
 */
export class PseudoTerminal {
  /** The program's end, such as `/dev/pts/3`. */
  readonly path: string
  readonly #pair: OpenedPair
  #programsEnd: number | undefined
  readonly #drained: Promise<void>

  private constructor(pair: OpenedPair) {
    this.#pair = pair
    this.path = pair.ptsName
    this.#programsEnd = openSync(pair.ptsName, constants.O_RDWR | constants.O_NOCTTY)
    // It would read what is typed for the program.
    pair.slave.removeAllListeners()
    pair.slave.on('error', () => undefined)
    pair.slave.destroy()
    // node-pty's own listeners expect a terminal that it made itself, and throw on a plain end.
    pair.master.removeAllListeners('error')
    pair.master.removeAllListeners('close')
    this.#drained = new Promise((resolve) => {
      // EIO is how Linux says that nobody holds the other end any more.
      pair.master.once('error', () => resolve())
      pair.master.on('error', () => undefined)
      pair.master.once('close', () => resolve())
    })
  }

  /** Rejects with a sentence where there is no terminal to be had: no binary for this platform, or no free pair. */
  static async open(): Promise<PseudoTerminal> {
    if (process.platform === 'win32') throw new Error('A terminal for a task cannot be made on Windows yet.')
    const open = await loadedOpen()
    const pair: unknown = open({ cols: FIRST_SIZE.columns, rows: FIRST_SIZE.rows, encoding: null })
    if (!isPair(pair)) throw new Error('The terminal library gave something else than a terminal.')
    // node-pty leaves our end open for whatever is started next, this terminal's own program included.
    strayOpened()
    return new PseudoTerminal(pair)
  }

  onOutput(listener: (chunk: Uint8Array) => void): void {
    this.#pair.master.on('data', (chunk: Buffer) => listener(chunk))
  }

  /** Resolves with `undefined` when the kernel has the bytes, else with what went wrong. */
  write(text: string): Promise<string | undefined> {
    return new Promise((resolve) => {
      if (!this.#pair.master.writable) return resolve('it is closed')
      this.#pair.master.write(text, (error) => resolve(error?.message))
    })
  }

  /** False when it is closed. */
  resize({ columns, rows }: TerminalSize): boolean {
    if (this.#programsEnd === undefined) return false
    this.#pair.resize(columns, rows)
    return true
  }

  pause(paused: boolean): void {
    if (paused) this.#pair.master.pause()
    else this.#pair.master.resume()
  }

  /** Lets the program's end go, reads what is left, and closes ours. Only after the last program that may use it has gone. */
  async close(): Promise<void> {
    if (this.#programsEnd === undefined) return
    closeSync(this.#programsEnd)
    this.#programsEnd = undefined
    this.#pair.master.resume()
    await within(REST_MS, this.#drained)
    this.#pair.master.destroy()
  }
}

type Open = (options: { cols: number; rows: number; encoding: null }) => unknown

/** Loaded on first use: without the binary everything but terminals works. */
async function loadedOpen(): Promise<Open> {
  let library: unknown
  try {
    library = await import('@lydell/node-pty')
  } catch (error) {
    const why = (error instanceof Error ? error.message : String(error)).split('\n')[0]
    throw new Error(`The terminal library could not be loaded: ${why}`, { cause: error })
  }
  if (typeof library === 'object' && library !== null && 'open' in library && typeof library.open === 'function') {
    const { open } = library
    return (options) => Reflect.apply(open, undefined, [options]) as unknown
  }
  throw new Error('The terminal library has no function to open a terminal.')
}

function isPair(value: unknown): value is OpenedPair {
  return (
    typeof value === 'object' &&
    value !== null &&
    'ptsName' in value &&
    typeof value.ptsName === 'string' &&
    'master' in value &&
    value.master instanceof ReadStream &&
    'slave' in value &&
    value.slave instanceof ReadStream &&
    'resize' in value &&
    typeof value.resize === 'function'
  )
}
