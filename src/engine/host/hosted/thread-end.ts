import { codeOf } from '@tools/errors'
import { allOf, type Statement } from '@contract/statement'
import { describeError } from '../body/describe-error'
import type { EndFact } from '../host-protocol'
import { HEAP_LIMIT_MB, type ThreadExit } from './worker-thread'

/** A body that is over may leave an interval or a socket behind: how long its thread may go on for that. */
export const EXIT_GRACE_MS = 2_000

/** What was known of a run when its thread exited. */
export interface BeforeExit {
  readonly started: boolean
  readonly terminateAsked: boolean
  /** The end that the worker told, when it came so far. */
  readonly done?: EndFact
  readonly leftovers: readonly string[]
  /** It had to be ended because what it left behind kept it alive. */
  readonly graceOver: boolean
}

const SEEN = { code: 'thread-exit-seen' } as const

/** How a run ended whose thread is gone. */
export function endByExit(exit: ThreadExit, before: BeforeExit): EndFact {
  const { done } = before
  if (done) return { ...done, evidence: allOf(done.evidence, keptAlive(before), SEEN) }
  if (before.terminateAsked) {
    const evidence = allOf({ code: 'thread-terminated' }, SEEN)
    return { type: 'ended', how: 'forced', evidence, exitCode: exit.code }
  }
  const how = before.started ? 'threw' : 'could-not-start'
  const common = { type: 'ended', how, evidence: SEEN, exitCode: exit.code } as const
  if (exit.died) return { ...common, failure: deathOf(exit.died.error) }
  return { ...common, failure: { code: 'called-process-exit', exitCode: exit.code } }
}

function keptAlive({ graceOver, leftovers }: BeforeExit): Statement | undefined {
  return graceOver ? { code: 'kept-alive-terminated', leftovers, afterMs: EXIT_GRACE_MS } : undefined
}

function deathOf(error: unknown): Statement {
  if (codeOf(error) === 'ERR_WORKER_OUT_OF_MEMORY') return { code: 'thread-out-of-memory', limitMb: HEAP_LIMIT_MB }
  return { code: 'thread-died', error: describeError(error) }
}
