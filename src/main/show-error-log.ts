import { shell } from 'electron'
import type { ErrorLog } from './error-log'
import { ProblemError } from './ipc/problem-error'
import { WORDS } from './words'

/** Opens the error log in the program that the person has for text. Rejects with a `ProblemError` where there is none. */
export async function showErrorLog(log: Pick<ErrorLog, 'path' | 'written'>): Promise<void> {
  await log.written()
  const why = await shell.openPath(log.path)
  if (why !== '') throw new ProblemError('read-failed', WORDS.logNotOpened(log.path, why))
}
