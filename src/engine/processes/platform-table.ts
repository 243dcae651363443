import { LinuxProcessTable } from './linux/linux-process-table'
import type { ProcessTable } from './process-table'
import { PsProcessTable } from './ps-process-table'
import { WindowsProcessTable } from './windows-process-table'

/** Told at every start where the promise does not hold, rather than in the receipt of the first stop that failed. */
export function platformWarning(platform: NodeJS.Platform = process.platform): string | undefined {
  if (platform !== 'win32') return undefined
  return (
    'Windows is not supported yet: a stop ends programs by force and without asking, a process whose parent has gone is not found, ' +
    'npm and other .cmd files cannot be started, and what is left after a crash is not ended.'
  )
}

/** The one choice by platform. */
export function platformProcessTable(): ProcessTable {
  if (process.platform === 'linux') return new LinuxProcessTable()
  if (process.platform === 'win32') return new WindowsProcessTable()
  return new PsProcessTable()
}
