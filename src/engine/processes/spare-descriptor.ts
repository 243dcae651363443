import { closeSync, openSync } from 'node:fs'

let spare: number | undefined

/** A descriptor of /dev/null that is kept open: for a child's place, and in need for one look more. Throws where none is left. */
export function nowhereDescriptor(): number {
  return (spare ??= openSync('/dev/null', 'r+'))
}

/**
 * Runs `act`, which opens one file and closes it again. When no descriptor is left it gets the one that is kept back for this:
 * a process that cannot be looked at must not pass for one that has gone. POSIX.
 */
export function withDescriptor<Result>(act: () => Result): Result {
  try {
    keepSpare()
    return act()
  } catch (error) {
    if (spare === undefined || !isShortage(error)) throw error
    closeSync(spare)
    spare = undefined
    try {
      return act()
    } finally {
      keepSpare()
    }
  }
}

function keepSpare(): void {
  try {
    nowhereDescriptor()
  } catch {
    // The next look tries again.
  }
}

function isShortage(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EMFILE' || error.code === 'ENFILE')
}
