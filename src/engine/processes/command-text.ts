import { withoutSecrets, wordsWithoutSecrets } from '@vocabulary/secrets'

const LONGEST_SHOWN = 400

/** A command line as it may be shown and written down, of the words that the kernel or the task has. */
export function commandText(words: readonly string[]): string {
  return wordsWithoutSecrets(words).join(' ').trim().slice(0, LONGEST_SHOWN)
}

/** The same where only the joined text is known. */
export function commandTextOf(line: string): string {
  return withoutSecrets(line).trim().slice(0, LONGEST_SHOWN)
}
