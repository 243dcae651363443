import type { AfterLeader, FollowedFact } from '@contract/follow'
import type { RunId } from '@contract/ids'
import type { FamilyMember, RunSnapshot } from '@contract/run'
import type { Task } from '@contract/task'
import type { RunBody } from '../kinds/task-kind'
import type { ReceiptDraft } from '../receipts/receipt-draft'
import type { RunOutput } from './run-output'
import type { RunState } from './run-state'

/** What others found out about a run, as its snapshot shows it. */
export type RunExtras = Partial<
  Pick<
    RunSnapshot,
    | 'delegates'
    | 'ports'
    | 'recorded'
    | 'ready'
    | 'healthy'
    | 'attempt'
    | 'startsAt'
    | 'waitsForChange'
    | 'forecast'
    | 'guarantee'
    | 'terminal'
    | 'stopsGotWorse'
  >
>

/**
 * A run as its parts know it, and as those who write it down do. Its parts are made by `Run` and know nothing of it: what they
 * need besides this they are given as a function.
 */
export interface RunPort {
  readonly id: RunId
  readonly task: Task
  /** Wall clock, milliseconds since 1970. */
  readonly createdAt: number
  /** What is run, as the person would type it. */
  readonly commandLine: string | undefined
  readonly state: RunState
  readonly draft: ReceiptDraft
  /** Undefined until it has begun, and after its receipt was told. */
  readonly body: RunBody | undefined
  readonly output: RunOutput
  readonly extras: RunExtras
  readonly following: { readonly shown: AfterLeader | undefined; readonly fact: FollowedFact | undefined }
  pid: number | undefined
  /** 0 to 1. */
  progress: number | undefined
  family: readonly FamilyMember[]
  /** Lays these over what its snapshot shows already, and tells those who listen. */
  show(extras: RunExtras): void
}
