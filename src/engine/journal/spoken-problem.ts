import { codeOf, messageOf } from '@tools/errors'

const WORDS: readonly (readonly [RegExp, string])[] = [
  [/^SQLITE_FULL/, 'the disk is full'],
  [/^SQLITE_BUSY|^SQLITE_LOCKED/, 'another program holds the file'],
  [/^SQLITE_READONLY/, 'the folder is read-only'],
  [/^SQLITE_CANTOPEN/, 'the file cannot be opened or made'],
  [/^SQLITE_IOERR/, 'the disk reported an error'],
  [/^SQLITE_(?:CORRUPT|NOTADB)/, 'the file is damaged'],
]

/** Why the disk did not take it, for a sentence. The library's own words follow. */
export function spokenProblem(error: unknown): string {
  const code = codeOf(error)
  const message = messageOf(error)
  const words = WORDS.find(([pattern]) => pattern.test(code))?.[1]
  if (words !== undefined) return `${words} (${code})`
  // Opening reports by number only: 14 is SQLITE_CANTOPEN.
  if (/EROFS/.test(message)) return 'the folder is read-only'
  return message
}
