import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'

/** The variables of the `.env` in a folder; `undefined` when there is none that can be read. */
export function besideEnv(folder: string): Readonly<Record<string, string>> | undefined {
  try {
    const variables = Object.entries(parseEnv(readFileSync(join(folder, '.env'), 'utf8')))
    return Object.fromEntries(variables.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
  } catch {
    return undefined
  }
}
