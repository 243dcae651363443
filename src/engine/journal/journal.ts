import type { Delegate } from '@contract/delegate'
import type { EngineEvent } from '@contract/event'
import type { RunId, TaskId } from '@contract/ids'
import type { Kind } from '@contract/kind'
import type { Receipt } from '@contract/receipt'
import type { Phase } from '@contract/run'
import type { Outcome } from '@contract/outcome'
import type { KeptRange } from '../output/kept-pieces'

/** What is kept of one run: the last state of it that was written down. */
export interface RunRow {
  readonly id: RunId
  readonly taskId: TaskId
  readonly name: string
  readonly kind: Kind
  /** The instance of the engine that owned it last. */
  readonly instance: string
  /** `starting` is the intent: it is written before there is a process. */
  readonly phase: Phase
  readonly createdAt: number
  readonly startedAt?: number
  readonly endedAt?: number
  readonly outcome?: Outcome
  /** Set right after the process was made; what names it for good, with `bootId`. */
  readonly pid?: number
  readonly startTime?: string
  readonly bootId?: string
  /** Its private temporary folder: the next start takes it away. */
  readonly tempPath?: string
  /** What its birthmark is called with whoever holds it. */
  readonly birthmark?: string
  /** It may stay when its manager goes. */
  readonly kept?: boolean
  /** Work that it handed over, as it was known then. The receipt has what became of it. */
  readonly delegates?: readonly Delegate[]
  /** What its output takes on disk. */
  readonly outputBytes?: number
  /** Of its output, the bytes besides those: they are kept no more, or never were. */
  readonly droppedBytes?: number
  /** Which bytes of its output are kept, where these are not simply the last ones. In order. */
  readonly keptRanges?: readonly KeptRange[]
}

export interface StoredRun {
  readonly row: RunRow
  readonly receipt?: Receipt
}

/** One engine over one data folder, by its process. */
export interface Instance {
  readonly id: string
  readonly pid: number
  readonly startTime: string
  readonly bootId: string
}

/**
 * `written`: it is in the file; a run's end also survives a power cut, what came before it survives our own end.
 * `kept`: the disk refused it. It is held in memory, and written when the disk takes it.
 */
export type Written = 'written' | 'kept'

export interface Retention {
  /** Runs that ended longer ago are dropped. */
  readonly maxAgeMs: number
  /** When the journal and the kept output together are larger, the oldest ended runs are dropped. */
  readonly maxBytes: number
}

/** A run that was dropped, and where its output lies: in the folder of the instance that wrote it. */
export type Dropped = Pick<RunRow, 'id' | 'instance'>

/** An engine that worked over this folder. */
export interface KnownInstance {
  readonly id: string
  /** It took leave, or was seen to be dead. */
  readonly closed: boolean
  /** Some of its runs are still kept, or open. */
  readonly hasRuns: boolean
}

export interface Tidied {
  readonly dropped: readonly Dropped[]
  /** All that are known after that. */
  readonly instances: readonly KnownInstance[]
}

/** What happened, where the next start finds it. Nothing here rejects: what the disk refuses is held in memory. */
export interface Journal {
  /**
   * Writes the state of a run, and at its end the receipt. Calls that come together share one commit, in their
   * order; what is put with `soon` may be held back some milliseconds, so that more of it comes together.
   */
  put(row: RunRow, receipt?: Receipt, when?: 'now' | 'soon'): Promise<Written>
  /** For what may be lost with the machine: gathered, and written two hundred rows or a tenth of a second at a time. */
  note(event: EngineEvent): void
  /** The newest runs of a task, newest first, but for `except`. */
  history(taskId: TaskId, limit: number, except?: RunId): Promise<readonly StoredRun[]>
  /** One run, by its id. */
  run(id: RunId): Promise<StoredRun | undefined>
  /** Drops what is older or more than is kept. Undefined while the disk does not take it. */
  tidy(retention: Retention): Promise<Tidied | undefined>
  /** Writes what is gathered and takes leave. */
  close(): Promise<void>
}

/** What a journal found when it was opened. */
export interface OpenedJournal {
  /** Runs of earlier instances that were never seen to end. */
  readonly open: readonly RunRow[]
  /** Sentences for the person: what was set aside, what could not be read. */
  readonly problems: readonly string[]
}
