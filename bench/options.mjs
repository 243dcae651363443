import { parseArgs } from 'node:util'
import { ROWS } from './rows.mjs'

/** A name of its own beside the rows: the bench of the other process managers. */
export const PEERS = 'peers'

/** `--only ROW,ROW` (also `peers`), `--quick`, and `--write` to keep what a partial run measured. Throws a sentence. */
export function readOptions(args) {
  const { values } = parseArgs({
    args,
    options: { only: { type: 'string' }, quick: { type: 'boolean' }, write: { type: 'boolean' } },
  })
  const known = [...ROWS.map(({ id }) => id), PEERS]
  const only = values.only?.split(',').map((name) => name.trim())
  const unknown = only?.find((name) => !known.includes(name))
  if (unknown !== undefined) throw new Error(`--only: got "${unknown}", expected one or more of ${known.join(', ')}.`)
  const quick = values.quick ?? false
  return {
    quick,
    wants: (rows) => only === undefined || rows.some((row) => only.includes(row)),
    // A part of the table, or one of few rounds, must not take the place of a whole one.
    write: values.write ?? (only === undefined && !quick),
  }
}
