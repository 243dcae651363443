import type { FoundBy } from '@contract/receipt'
import type { SignalName } from '@contract/stop'
import type { LiveProcess } from '../kinds/task-kind'
import type { Reach } from './membership'
import type { ProcessEntry } from './process-table'

/** What is known of one process of a family. */
export interface Member {
  readonly pid: number
  readonly startTime: string
  readonly foundBy: FoundBy | 'leader'
  inGroup: boolean
  groupId: number
  /** It carries the mark, and is not the run's to end. */
  isApart?: boolean
  /** We started it for the run: a look at it, or a command of its stop policy. */
  readonly isHelper?: true
  command: string
  lastSignal?: SignalName
  /** How often its command line was read: a young process may not have replaced its program yet. */
  reads: number
}

export function asLiving({ pid, startTime, command, foundBy, inGroup, groupId }: Member): LiveProcess {
  return { pid, startTime, command, foundBy, inGroup, groupId }
}

/** The leader, a helper, and who was signalled already: they are the run's, wherever they went. */
export function isBound(member: Member | undefined, startTime: string): boolean {
  if (member?.startTime !== startTime) return false
  return member.foundBy === 'leader' || member.isHelper === true || member.lastSignal !== undefined
}

export interface Leader {
  readonly pid: number
  readonly startTime: string
  readonly command: string
}

/** A process namespace of the run's own: what is in it is family, whatever it did to its group, its mark and its parents. */
export interface Space {
  holds(entry: ProcessEntry): boolean
}

export interface Ties {
  readonly space?: Space
  /** Ends of channels that only its leader was given, and whoever inherited them: sockets by inode. */
  readonly given?: ReadonlySet<string> | undefined
  /** The path of the terminal that it was given. */
  readonly terminal?: string
  /** What of the family is ended: see `Membership`. Default: `all`. */
  readonly reach?: Reach
  /** The group was seen empty: its number is free for strangers from now on. */
  groupGone?(): void
}
