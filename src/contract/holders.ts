import type { RefusalCode, SignalName } from './stop'

/** One living process of a run's family, as the platform shows it now. */
export interface Holder {
  readonly pid: number
  readonly parentPid: number
  readonly command: string
  /** The kernel's state in words: `sleeping`, `running`, `stopped`, `in an uninterruptible wait`. */
  readonly state: string
  /** How long it has lived, in milliseconds. */
  readonly elapsedMs: number
  /** What it waits for inside the kernel, where that can be seen: `do_wait`, `ep_poll`. */
  readonly waitsFor?: string
  readonly ports: readonly number[]
  readonly ignores: readonly SignalName[]
  readonly catches: readonly SignalName[]
  readonly blocks: readonly SignalName[]
  /** What the next polite signal would do to it. */
  readonly fate: 'handled' | 'ended' | 'ignored' | 'blocked' | 'uninterruptible' | 'unknown'
}

/** One hop on the way of a signal from the leader down: `npm`, `sh`, `node`. */
export interface Hop {
  readonly pid: number
  readonly command: string
  readonly fate: Holder['fate']
  /** The signal is known not to be passed on from here: a shell without a trap, a process that ignores it. */
  readonly stopsHere: boolean
}

/** Who is holding the shutdown, or would. */
export interface HolderReport {
  /** The signal that the fates speak of. */
  readonly signal: SignalName
  readonly holders: readonly Holder[]
  readonly route: readonly Hop[]
  readonly lastLine?: string
  readonly refusal?: RefusalCode
  /** What to do, in a sentence. */
  readonly remedy: string
}
