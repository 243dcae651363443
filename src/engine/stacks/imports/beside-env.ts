import { join } from 'node:path'
import { parseEnv } from 'node:util'
import type { StackSources } from '../stack-sources'
import type { ImportDraft } from './import-draft'

const LARGEST_BYTES = 1_048_576

/** The variables of the `.env` in a folder; `undefined` when there is none. One that cannot be read is told as left out. */
export function besideEnv(
  folder: string,
  sources: StackSources,
  draft: ImportDraft,
): Readonly<Record<string, string>> | undefined {
  const read = sources.read(join(folder, '.env'), LARGEST_BYTES)
  if (!read.ok) {
    if (read.why !== 'missing')
      draft.leaveOut(
        ['.env'],
        `The .env beside the file: got ${read.got}, expected a file. Its variables are not taken.`,
      )
    return undefined
  }
  const variables = Object.entries(parseEnv(read.bytes.toString('utf8')))
  return Object.fromEntries(variables.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
}
