/** The size of a terminal in characters. */
export interface TerminalSize {
  readonly columns: number
  readonly rows: number
}

/** What a terminal may be: a mouse slip must not make a program draw a million cells. */
export const TERMINAL_LIMITS = {
  least: 1,
  most: 1_000,
  /** The most characters that one write takes. */
  text: 1_048_576,
} as const

export interface WriteOptions {
  /** No more input comes after the text: standard input is closed; a terminal is sent Ctrl+D. Default false. */
  readonly closeInput?: boolean
}
