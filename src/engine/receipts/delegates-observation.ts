import type { Delegate } from '@contract/delegate'
import type { Statement } from '@contract/statement'
import { monotonicMs } from '../clock/clock'
import type { Observation } from './receipt-draft'

/** The step *delegates gone*, from what was seen of each. Undefined where nothing was ever handed over. */
export function delegatesObservation(delegates: readonly Delegate[], isForecast: boolean): Observation | undefined {
  const at = monotonicMs()
  const running = delegates.filter(({ state }) => state === 'running')
  if (running.length > 0) return { verdict: 'no', at, evidence: seenOf(running) }
  const unknown = delegates.filter(({ state }) => state === 'unknown')
  if (unknown.length > 0) return { verdict: 'unknown', evidence: seenOf(unknown) }
  if (delegates.length > 0) return { verdict: 'yes', at, evidence: seenOf(delegates) }
  // It was meant to hand something over: its daemon was asked, and knows of nothing.
  return isForecast ? { verdict: 'yes', at, evidence: { code: 'daemon-knows-nothing' } } : undefined
}

function seenOf(delegates: readonly Delegate[]): Statement {
  return { code: 'delegates-seen', delegates: delegates.map(({ name, evidence }) => ({ name, evidence })) }
}
