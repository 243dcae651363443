import { LinuxProcessTable } from './linux/linux-process-table'
import type { ProcessTable } from './process-table'
import { PsProcessTable } from './ps-process-table'
import { WindowsProcessTable } from './windows-process-table'

/** The one choice by platform. */
export function platformProcessTable(): ProcessTable {
  if (process.platform === 'linux') return new LinuxProcessTable()
  if (process.platform === 'win32') return new WindowsProcessTable()
  return new PsProcessTable()
}
