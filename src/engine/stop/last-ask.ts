import type { StopPolicy } from '@contract/stop'
import type { ProcessTaskSpec } from '@contract/task'
import { policyFor } from './standard-policies'

/** How a family is asked to end when Quiesce has died, before it is ended by force. */
export interface LastAsk {
  readonly signal: 'SIGTERM' | 'SIGINT' | 'SIGQUIT' | 'SIGHUP'
  readonly patienceMs: number
  /** `leader`: the signal goes to it alone, which passes it on as it thinks fit. */
  readonly scope: 'leader' | 'family'
}

/** Nobody is there any more who could shorten it, and the next start waits for it. */
const AT_MOST_MS = 10_000
const FORCE: ReadonlySet<unknown> = new Set(['SIGKILL', 'terminate'])

/** The task's own policy as far as it can be walked without Quiesce: its first signal, and the patience before its force. */
export function lastAskOf(spec: Pick<ProcessTaskSpec, 'stopPolicy' | 'scope'>): LastAsk {
  const policy = policyFor('process', 'stop', spec.stopPolicy)
  return {
    signal: firstSignal(policy),
    patienceMs: Math.min(politePatience(policy), AT_MOST_MS),
    scope: spec.scope ?? 'family',
  }
}

/** What was found alive and whose task is not known any more. */
export const STANDARD_ASK = lastAskOf({})

function firstSignal(policy: StopPolicy): LastAsk['signal'] {
  const first = policy[0]?.send
  return first === 'SIGINT' || first === 'SIGQUIT' || first === 'SIGHUP' ? first : 'SIGTERM'
}

function politePatience(policy: StopPolicy): number {
  const force = policy.findIndex(({ send }) => FORCE.has(send))
  return (force < 0 ? policy : policy.slice(0, force)).reduce((sum, { patienceMs }) => sum + patienceMs, 0)
}
