import type { Reach } from './membership'
import type { ProcessEntry } from './process-table'

/** A process namespace of the run's own: what is in it is family, whatever it did to its group, its mark and its parents. */
export interface Space {
  holds(entry: ProcessEntry): boolean
}

export interface Ties {
  readonly space?: Space
  /** What only its leader was given, and whoever inherited it: its birthmark and ends of channels. */
  readonly given?: ReadonlySet<string> | undefined
  /** The path of the terminal that it was given. */
  readonly terminal?: string
  /** What of the family is ended: see `Membership`. Default: `all`. */
  readonly reach?: Reach
  /** One of our own processes, in which code of the run works beside that of others: what it starts may be the run's. */
  host?(): number | undefined
  /** The group was seen empty: its number is free for strangers from now on. */
  groupGone?(): void
}
