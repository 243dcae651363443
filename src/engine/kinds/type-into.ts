import type { Writable } from 'node:stream'
import type { PseudoTerminal } from '../terminals/pseudo-terminal'
import type { Delivery } from './task-kind'

/**
 * Ctrl+D: in a terminal's line mode it hands over what was typed so far, and ends the input where that is nothing. After text
 * without a line break a second one is the end. termios(3), VEOF.
 */
const END_OF_INPUT = '\u0004'

/** Gives text to a program: to its terminal, or to its standard input. */
export async function typeInto(
  terminal: PseudoTerminal | undefined,
  input: Writable | null,
  text: string,
  closeInput: boolean,
): Promise<Delivery> {
  const into = terminal ? 'terminal' : 'standard-input'
  const problem = terminal
    ? await terminal.write(closeInput ? text + END_OF_INPUT.repeat(terminal.isInsideLine(text) ? 2 : 1) : text)
    : await written(input, text, closeInput)
  if (problem !== undefined) return { delivered: 'no', evidence: { code: 'input-refused', input: into, problem } }
  const bytes = Buffer.byteLength(text)
  return { delivered: 'yes', evidence: { code: 'input-took', input: into, bytes }, deliveredTo: 1 }
}

function written(input: Writable | null, text: string, closeInput: boolean): Promise<string | undefined> {
  return new Promise((resolve) => {
    if (!input?.writable) return resolve('it is closed')
    const done = (error?: Error | null): void => resolve(error?.message)
    if (text !== '') input.write(text, done)
    if (closeInput) input.end(text === '' ? done : undefined)
    else if (text === '') resolve(undefined)
  })
}
