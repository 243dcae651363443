import { closeSync, openSync } from 'node:fs'

const NOWHERE = '/dev/null'

let spare: number | undefined

/**
 * Runs `act`, which opens one file and closes it again. When no descriptor is left it gets the one that is kept back for this:
 * a process that cannot be looked at must not pass for one that has gone. POSIX.
 */
export function withDescriptor<Result>(act: () => Result): Result {
  spare ??= openSpare()
  try {
    return act()
  } catch (error) {
    if (spare === undefined || !isShortage(error)) throw error
    closeSync(spare)
    try {
      return act()
    } finally {
      spare = openSpare()
    }
  }
}

function openSpare(): number | undefined {
  try {
    return openSync(NOWHERE, 'r')
  } catch {
    return undefined
  }
}

function isShortage(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EMFILE' || error.code === 'ENFILE')
}
