import { messageOf } from '@tools/errors'

/** The two calls of node-pty's native part that are used here. */
export interface TerminalBinding {
  /** Two descriptors, neither of them close-on-exec, and the path of the program's end. Throws when no pair is free. */
  open(columns: number, rows: number): { readonly master: number; readonly slave: number; readonly pty: string }
  resize(master: number, columns: number, rows: number): void
}

/**
 * Loaded on first use: without the binary everything but terminals works. Rejects with a sentence. The library's own classes
 * are not used: 200 ms after the leader's exit they close the terminal under those who live, and they leave a descriptor open.
 */
export async function terminalBinding(): Promise<TerminalBinding> {
  let binding: unknown
  try {
    const { requireBinary } = await import('@lydell/node-pty/requireBinary.js')
    binding = requireBinary('pty.node')
  } catch (error) {
    const why = messageOf(error).split('\n')[0]
    throw new Error(`The terminal library could not be loaded: ${why}`, { cause: error })
  }
  if (isBinding(binding)) return binding
  throw new Error('The terminal library has changed: it cannot open a terminal and resize it.')
}

function isBinding(value: unknown): value is TerminalBinding {
  return (
    typeof value === 'object' &&
    value !== null &&
    'open' in value &&
    typeof value.open === 'function' &&
    'resize' in value &&
    typeof value.resize === 'function'
  )
}
