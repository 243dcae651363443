import type { FoundBy } from '@contract/receipt'
import type { Absence } from './absence'

export interface FamilySight {
  readonly living: readonly LiveProcess[]
  /** How sure it is that nobody lives. Only where nobody was seen. */
  readonly absence?: Absence
}

export interface LiveProcess {
  readonly pid: number
  readonly startTime: string
  readonly command: string
  readonly foundBy: FoundBy | 'leader'
  /** False for a process outside its leader's process group: a signal to the group does not reach it. */
  readonly inGroup: boolean
  /** Its own process group, where it is known. */
  readonly groupId?: number
  /** True in its leader's session, also in another group: a job of an interactive shell. */
  readonly inSession: boolean
  /** At the last scan its parent was alive and of the family. Never true for one that was left by its parent. */
  readonly hasParent: boolean
}
