import type { Statement } from '@contract/statement'
import type { WorkloadContext } from '../contexts'
import type { BODY_ENDS, WorkerJob } from '../host-protocol'
import type { RunMemory } from '../run-memory'
import { describeError } from './describe-error'
import type { Telling } from './telling'

/** How a body came to its end, before its cleanups have run. */
export interface BodyResult {
  readonly how: (typeof BODY_ENDS)[number]
  readonly evidence: Statement
  readonly value?: unknown
  readonly failure?: Statement
  readonly swallowed?: boolean
}

/** The workload while it runs, one per kind. */
export interface LiveBody {
  run(): Promise<BodyResult>
  /** Something was asked, and the event loop has a turn. */
  heard(request: number): void
  /** Waits for what must not be cut off when the body is over. Answers what there is to say of it. */
  close?(): Promise<Statement | undefined>
}

export type Workload = (ctx: WorkloadContext) => unknown

export interface BodyGround {
  readonly job: WorkerJob
  readonly workload: Workload
  readonly context: WorkloadContext
  readonly memory: RunMemory
  readonly telling: Telling
  /** The body is about to run: told once. */
  readonly begin: () => void
  /** The body took notice of what was asked: the first time counts. */
  readonly handled: (evidence: Statement) => void
}

export function returned(value: unknown): BodyResult {
  return { how: 'returned', evidence: { code: 'body-returned' }, value }
}

export function threw(error: unknown): BodyResult {
  return {
    how: 'threw',
    evidence: { code: 'body-threw' },
    failure: { code: 'body-threw-error', error: describeError(error) },
  }
}
