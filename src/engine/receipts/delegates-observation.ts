import type { Delegate } from '@contract/delegate'
import { monotonicMs } from '../clock/clock'
import type { Observation } from './receipt-draft'

const SPOKEN = 3

/** The step *delegates gone*, from what was seen of each. Undefined where nothing was ever handed over. */
export function delegatesObservation(delegates: readonly Delegate[], isForecast: boolean): Observation | undefined {
  const at = monotonicMs()
  const running = delegates.filter(({ state }) => state === 'running')
  if (running.length > 0) return { verdict: 'no', at, evidence: spoken(running) }
  const unknown = delegates.filter(({ state }) => state === 'unknown')
  if (unknown.length > 0) return { verdict: 'unknown', evidence: spoken(unknown) }
  if (delegates.length > 0) return { verdict: 'yes', at, evidence: spoken(delegates) }
  // It was meant to hand something over: its daemon was asked, and knows of nothing.
  return isForecast
    ? { verdict: 'yes', at, evidence: 'Its daemon knows of no container that it made or started.' }
    : undefined
}

function spoken(delegates: readonly Delegate[]): string {
  const sentences = delegates.slice(0, SPOKEN).map(({ name, evidence }) => `${capital(name)}: ${evidence}`)
  const more = delegates.length - sentences.length
  return [...sentences, ...(more > 0 ? [`And ${more} more.`] : [])].join(' ')
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
