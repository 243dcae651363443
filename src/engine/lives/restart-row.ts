import type { RestartPolicy } from '@contract/life'
import type { Outcome } from '@contract/outcome'
import { RESTART_DEFAULTS } from '@vocabulary/defaults'

/** However short the pauses are, a shorter life does not end a row. As Docker has it. */
const STOOD_MS = 10_000
/** So many saves in a row are a person's haste; after that the pauses begin. */
const FREE_CHANGES = 5
/** A change so long after the start is a person's: what a program writes when it begins comes sooner. */
const OWN_WRITES_MS = 10_000
/** The notice of a write may come after the end of its writer. */
const LATE_NOTICE_MS = 1_000

/**
 * Why a task is to start that nobody asked to start. `ended`: its run ended; `unhealthy`: its health check failed so often;
 * `changed`: a watched file did. All are one row.
 */
export type StartCause = 'ended' | 'unhealthy' | 'changed'

/** The run after which it would start again. */
export interface RowRun {
  /** Undefined while it is alive. */
  readonly outcome: Outcome | undefined
  /** Somebody asked it to end, and the ask was accepted. */
  readonly asked: boolean
  /** The system would not start it, and would not the next time. False when it was only short of something just then. */
  readonly couldNotStart: boolean
  readonly livedMs: number
  /** Its own checks say that it came up: false when it has one for readiness or health that never said yes. */
  readonly cameUp: boolean
  /** The how many-th start in a row it was: 1 for the first. */
  readonly attempt: number
}

export type NextStart =
  | { readonly start: true; readonly attempt: number; readonly pauseMs: number }
  | { readonly start: false; readonly gaveUp: boolean }

/** Whether and when to start again. Pure. The pause doubles, as in systemd's RestartSteps and Docker's restart policy. */
export function nextStart(policy: RestartPolicy | undefined, cause: StartCause, run: RowRun): NextStart {
  if (cause === 'ended' && !wants(policy, run)) return { start: false, gaveUp: false }
  const maxPauseMs = longestPause(policy)
  // A run that stood for a while was a success: its end begins a new row.
  const attempt = stood(policy, run) ? 1 : run.attempt
  const free = cause === 'changed' ? FREE_CHANGES : 0
  const limit = restartLimit(policy)
  if (attempt >= (cause === 'changed' ? Math.max(limit, FREE_CHANGES * 2) : limit))
    return { start: false, gaveUp: true }
  const doublings = attempt - 1 - free
  const pauseMs =
    doublings < 0 ? 0 : Math.min((policy?.pauseMs ?? RESTART_DEFAULTS.pauseMs) * 2 ** doublings, maxPauseMs)
  return { start: true, attempt: attempt + 1, pauseMs }
}

/** How many starts in a row there may be. */
export function restartLimit(policy: RestartPolicy | undefined): number {
  return policy?.limit ?? RESTART_DEFAULTS.limit
}

/** It lived so long that its end begins a new row. */
export function stood(policy: RestartPolicy | undefined, run: Pick<RowRun, 'livedMs' | 'cameUp'>): boolean {
  return run.cameUp && run.livedMs > Math.max(STOOD_MS, longestPause(policy))
}

function longestPause(policy: RestartPolicy | undefined): number {
  return policy?.maxPauseMs ?? RESTART_DEFAULTS.maxPauseMs
}

export interface ChangeMoment {
  /** Since the start of the run that ran last. */
  readonly sinceStartMs: number
  /** Since its end; undefined while it runs. */
  readonly sinceEndMs: number | undefined
}

/** Whether the program may have made the change itself. If not, it is as good as a person's ask, and begins a new row. Pure. */
export function mayBeItsOwnWrite({ sinceStartMs, sinceEndMs }: ChangeMoment): boolean {
  return sinceStartMs < OWN_WRITES_MS && (sinceEndMs === undefined || sinceEndMs < LATE_NOTICE_MS)
}

function wants(policy: RestartPolicy | undefined, run: RowRun): boolean {
  if (run.asked || run.couldNotStart) return false
  switch (policy?.when) {
    case undefined:
    case 'never':
      return false
    case 'on-failure':
      return run.outcome === 'failed' || run.outcome === 'lost'
    case 'always':
      return run.outcome === 'failed' || run.outcome === 'lost' || run.outcome === 'completed'
  }
}
