import { messageOf } from '@tools/errors'
import type { ErrorLog } from './error-log'

let log: ErrorLog | undefined

/** From now on, what is reported goes into this log as well. */
export function reportErrorsTo(errorLog: ErrorLog): void {
  log = errorLog
}

/** Writes to the error log and to standard error: a program with a window seldom has anybody who reads the latter. Never throws. */
export function reportError(what: string, error?: unknown): void {
  log?.add(what, error)
  if (error === undefined) console.error(what)
  else console.error(`${what}:`, error instanceof Error ? error : messageOf(error))
}
