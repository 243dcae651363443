import type { DelegateKind } from '@contract/delegate'
import type { LocalServer } from './delegation'

/** A program that hands work to somebody outside its family when it is given one of these words. */
export interface VerbLauncher {
  readonly programs: readonly string[]
  readonly launcher: string
  readonly kind: DelegateKind
  /** Its first words that are no options, at least one of which hands work over. Absent: any call does. */
  readonly verbs?: readonly string[]
  /** In place of `verbs`: every first word hands work over but these, and those that begin so. */
  readonly harmless?: RegExp
  /** The verb is among so many first words. Default 2. */
  readonly verbWithin?: number
  /** Only a call with one of these options hands work over: `screen -dmS build make`. */
  readonly needs?: readonly string[]
  /** A call with one of these options hands nothing over: `systemd-run --scope`. */
  readonly unless?: readonly string[]
  /** Its options that take no value. */
  readonly flags: readonly string[]
  /** With one of these the launcher stays as long as the work. */
  readonly staysWith?: readonly string[]
  readonly server?: LocalServer
  /** Why the work cannot be seen, where it is nobody's local child. */
  readonly why: string
}
