/**
 * A path as the system has it: each character is one byte. Names on disk are bytes but for `/` and NUL, and need not be text in
 * any encoding (path_resolution(7)): decoded and encoded again, such a name is another's.
 */
export type BytePath = string & { readonly __brand: 'BytePath' }

const LONGEST_SHOWN = 400
/** Control characters, line ends of Unicode, and what turns the direction of the text around it. */
const NOT_SHOWN = /[\p{Cc}\p{Cf}\u2028\u2029]/gu
/** A byte that is no text: so the decoder marks it. U+FFFD itself, as three bytes, is rare enough to be taken for one. */
const NO_TEXT = '\ufffd'

export function bytePath(path: string | Buffer): BytePath {
  return (typeof path === 'string' ? Buffer.from(path) : path).toString('latin1') as BytePath
}

/** What the functions of `node:fs` take. */
export function asBuffer(path: BytePath): Buffer {
  return Buffer.from(path, 'latin1')
}

/** `name` has no `/` in it. */
export function below(folder: BytePath, name: Buffer): BytePath {
  return `${folder}/${name.toString('latin1')}` as BytePath
}

export function isAtOrBelow(path: BytePath, folder: BytePath): boolean {
  return path === folder || path.startsWith(`${folder}/`)
}

/** As a person may read it, on one line: what is not text, and what would not be seen, is written as `\xE9`, `\n` or `\u202E`. */
export function spokenPath(path: BytePath): string {
  const text = asBuffer(path).toString('utf8')
  const readable = text.includes(NO_TEXT) ? path.replace(/[^\x20-\x7e]/g, spokenCharacter) : text
  const shown = readable.replace(NOT_SHOWN, spokenCharacter)
  return shown.length <= LONGEST_SHOWN ? shown : `${shown.slice(0, LONGEST_SHOWN)}…`
}

function spokenCharacter(character: string): string {
  if (character === '\n') return '\\n'
  const code = character.codePointAt(0) ?? 0
  const digits = code.toString(16).toUpperCase()
  return code <= 0xff ? `\\x${digits.padStart(2, '0')}` : `\\u${digits.padStart(4, '0')}`
}
