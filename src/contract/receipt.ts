import type { Delegate } from './delegate'
import type { FollowedFact } from './follow'
import type { RunId, TaskId } from './ids'
import type { Control, Kind } from './kind'
import type { ExitFact, Outcome } from './outcome'
import type { Statement } from './statement'
import type { RefusalCode, StopMessage, StopOrigin } from './stop'

export const VERDICTS = [
  'clean',
  'forced',
  'survivors',
  'leaked',
  'refused',
  'swallowed',
  'cut-short',
  'unknown',
] as const
/**
 * The receipt in one word.
 * `forced`: a later, harder step was needed. `cut-short`: gone while its cleanup ran, by force or because it left in the middle.
 * `survivors`: processes outlived the leader and had to be ended, or still live; or work that was handed over still runs.
 * `leaked`: something else was left behind. `unknown`: also where it cannot be seen whether work that was handed over has ended.
 * `refused`: every control that was asked was refused. `swallowed`: a cancellation was caught and not raised again.
 */
export type Verdict = (typeof VERDICTS)[number]

export const RECEIPT_STEP_NAMES = [
  'asked',
  'delivered',
  'handled',
  'cleanup-started',
  'cleanup-finished',
  'leader-gone',
  'family-gone',
  'delegates-gone',
  'ports-free',
  'files-clean',
] as const
export type ReceiptStepName = (typeof RECEIPT_STEP_NAMES)[number]

/** `unknown` means that nothing was observed either way; it is never rounded up to `yes`. */
export type StepVerdict = 'yes' | 'no' | 'unknown' | 'not-applicable'

export interface ReceiptStep {
  readonly name: ReceiptStepName
  readonly verdict: StepVerdict
  /**
   * Milliseconds since *asked*; for a run that ended by itself, since its leader was gone, or where the family was followed,
   * since that was. Negative for what came before. Absent where nothing happened.
   */
  readonly ms?: number
  /** How it is known. */
  readonly evidence: Statement
  /** It was concluded from what was seen, and not itself seen. */
  readonly inferred?: true
}

/** One step of the ladder that was really sent. */
export interface SentStep {
  readonly send: StopMessage
  /** Milliseconds since *asked*. */
  readonly ms: number
  readonly patienceMs: number
  /** Processes that took it, where that can be known. */
  readonly deliveredTo?: number
  /** How its arrival is known. */
  readonly note?: Statement
}

/**
 * `namespace`: it lives in the run's own process namespace, which nothing that is born in it can leave (strict tasks). `descriptor`: it holds a
 * channel that only this run was given.
 */
export type FoundBy = 'group' | 'mark' | 'parent' | 'namespace' | 'descriptor'

/** A process that the run started and that was alive after its leader was gone, or out of reach of its leader's group. */
export interface Survivor {
  readonly pid: number
  /** The kernel's start time of the process (clock ticks since boot on Linux): with the pid it names one process for good. */
  readonly startTime: string
  readonly command: string
  readonly ports: readonly number[]
  readonly foundBy: FoundBy
  /** It carries the run's mark and is not the run's to end, such as a tmux server: it was named and not signalled. */
  readonly leftAlone?: boolean
  /** What ended it; `alive` when nothing has. */
  readonly endedBy: SurvivorEnd
  /** Milliseconds since *asked* when it was seen to be gone. */
  readonly goneMs?: number
}

/** `by-itself`: it left without being signalled. Otherwise the signal after which it was gone. */
export type SurvivorEnd = 'alive' | 'by-itself' | 'SIGTERM' | 'SIGKILL' | 'other-signal'

/**
 * `port`: a socket that the family had open is open still. `lock`: a lock file, or a lock that is held still. `file`: a file in
 * its private folder, a Unix socket or a pid file. `promise`: a part of the task's cleanup contract that does not hold.
 */
export type LeakKind = 'process' | 'port' | 'file' | 'lock' | 'promise'

export interface Leak {
  readonly kind: LeakKind
  /** What was left: `tcp 127.0.0.1:8080`, a file's name. */
  readonly what: string
  /** Where it is: the holder's pid and command, or a path. */
  readonly where: string
  readonly bytes?: number
  /** True when Quiesce took it away afterwards. */
  readonly removed?: boolean
  /** The member of the family that had it: `python3 server.py (process 12)`. */
  readonly madeBy?: string
  /** The living process that has it still, in the same form. */
  readonly heldBy?: string
  /** Names this very file for `removeLeftover`. Present only where no living process was seen to hold it. */
  readonly fileId?: string
}

/** A cleanup that a workload or program told us of. */
export interface CleanupFact {
  readonly name: string
  /** Milliseconds since *asked* (or since the run started, where nobody asked). */
  readonly startedMs: number
  readonly finishedMs?: number
  readonly error?: string
}

/** What is known after a run ended. Nothing in it is claimed that was not observed. */
export interface Receipt {
  readonly runId: RunId
  readonly taskId: TaskId
  readonly name: string
  readonly kind: Kind
  /** The control that ended it, or the last one asked; absent when nobody asked. */
  readonly control?: Control
  readonly origin?: StopOrigin
  readonly reason?: string
  readonly verdict: Verdict
  /** Why a polite step was not enough, where one was not. */
  readonly whyStillThere?: Statement
  /** The verdict in a sentence, in receipts that an earlier version wrote. Others are worded by `vocabulary/receipt-summary`. */
  readonly summary?: string
  readonly outcome: Outcome
  /** Why it failed: what was got, what was expected, where. */
  readonly failure?: Statement
  readonly exit?: ExitFact
  /** What a workload returned, as JSON text of at most 2,000 characters. */
  readonly result?: string
  readonly steps: readonly ReceiptStep[]
  readonly ladder: readonly SentStep[]
  readonly cleanups: readonly CleanupFact[]
  readonly survivors: readonly Survivor[]
  readonly leaks: readonly Leak[]
  /** Work that it handed to somebody outside its family. Absent where there was none, and in receipts of earlier versions. */
  readonly delegates?: readonly Delegate[]
  readonly refusal?: RefusalCode
  /** Set when the run went on after its leader had left. `exit` is the leader's. */
  readonly followed?: FollowedFact
  /** Every control that was asked, in order, with its answer. */
  readonly asks: readonly AskFact[]
  /** What this platform or this run could not be seen to do. */
  readonly blindSpots: readonly Statement[]
  /** Wall clock, milliseconds since 1970. */
  readonly startedAt?: number
  readonly askedAt?: number
  readonly endedAt: number
  /** From asked (or from the leader's end) to the complete receipt, in milliseconds. */
  readonly totalMs: number
}

export interface AskFact {
  readonly control: Control
  readonly origin: StopOrigin
  readonly reason?: string
  /** Milliseconds since the first accepted *asked*; negative when it came before. */
  readonly ms: number
  readonly accepted: boolean
  readonly code?: RefusalCode
}
