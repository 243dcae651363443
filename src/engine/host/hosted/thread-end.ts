import { codeOf } from '@tools/errors'
import { describeError } from '../body/describe-error'
import type { EndFact } from '../host-protocol'
import { HEAP_LIMIT_MB, type ThreadExit } from './worker-thread'

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

const SEEN = 'its worker thread was seen to exit'

/** How a run ended whose thread is gone. */
export function endByExit(exit: ThreadExit, before: BeforeExit): EndFact {
  const { done } = before
  if (done) return { ...done, evidence: `${done.evidence}, and ${sayExit(before)}` }
  if (before.terminateAsked) {
    return { type: 'ended', how: 'forced', evidence: `it was terminated, and ${SEEN}`, exitCode: exit.code }
  }
  const how = before.started ? 'threw' : 'could-not-start'
  const common = { type: 'ended', how, evidence: SEEN, exitCode: exit.code } as const
  if (exit.died) return { ...common, failure: sayDeath(exit.died.error) }
  return { ...common, failure: `It exited with code ${exit.code} before it returned: it called process.exit().` }
}

function sayExit({ graceOver, leftovers }: BeforeExit): string {
  if (!graceOver) return SEEN
  const what = leftovers.length > 0 ? ` (${[...new Set(leftovers)].join(', ')})` : ''
  return `finished but did not exit: something it left running kept its worker thread alive${what}, so it was terminated after 2 s; ${SEEN}`
}

function sayDeath(error: unknown): string {
  const code = codeOf(error)
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') return `It ran out of memory (limit ${HEAP_LIMIT_MB} MB).`
  return `Its worker thread died of ${describeError(error)}.`
}
