import type { RestartPolicy } from '@contract/life'
import type { Outcome } from '@contract/run'

const DEFAULT_PAUSE_MS = 500
const DEFAULT_MAX_PAUSE_MS = 30_000
const DEFAULT_LIMIT = 10

export interface EndedRun {
  readonly outcome: Outcome
  /** Somebody asked it to end, and the ask was accepted. */
  readonly asked: boolean
  /** The system would not start it, and would not the next time. False when it was only short of something just then. */
  readonly couldNotStart: boolean
  readonly livedMs: number
  /** The how many-th start in a row it was: 1 for the first. */
  readonly attempt: number
}

export type NextStart =
  | { readonly start: true; readonly attempt: number; readonly pauseMs: number }
  | { readonly start: false; readonly gaveUp: boolean }

/** Whether and when to start again. Pure. The pause doubles, as in systemd's RestartSteps and Docker's restart policy. */
export function nextStart(policy: RestartPolicy | undefined, run: EndedRun): NextStart {
  if (!policy || !wants(policy, run)) return { start: false, gaveUp: false }
  const maxPauseMs = policy.maxPauseMs ?? DEFAULT_MAX_PAUSE_MS
  // A run that stood for a while was a success: its end begins a new row.
  const attempt = run.livedMs > maxPauseMs ? 1 : run.attempt
  if (attempt >= (policy.limit ?? DEFAULT_LIMIT)) return { start: false, gaveUp: true }
  const pauseMs = Math.min((policy.pauseMs ?? DEFAULT_PAUSE_MS) * 2 ** (attempt - 1), maxPauseMs)
  return { start: true, attempt: attempt + 1, pauseMs }
}

function wants(policy: RestartPolicy, run: EndedRun): boolean {
  if (run.asked || run.couldNotStart) return false
  switch (policy.when) {
    case 'never':
      return false
    case 'on-failure':
      return run.outcome === 'failed' || run.outcome === 'lost'
    case 'always':
      return run.outcome === 'failed' || run.outcome === 'lost' || run.outcome === 'completed'
  }
}
