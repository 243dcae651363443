import { LinuxProcessTable } from './linux/linux-process-table'
import type { ProcessTable } from './process-table'
import { PsProcessTable } from './ps-process-table'
import { WindowsProcessTable } from './windows-process-table'

/** The one choice by platform. `ownerId` names this instance of Quiesce in the environment of what it starts. */
export function platformProcessTable(ownerId: string): ProcessTable {
  if (process.platform === 'linux') return new LinuxProcessTable(ownerId)
  if (process.platform === 'win32') return new WindowsProcessTable()
  return new PsProcessTable()
}
