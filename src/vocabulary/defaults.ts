import type { Kind } from '@contract/kind'
import type { HealthSpec, Listener, WhenRunning } from '@contract/life'
import type { AppSettings } from '@contract/settings'
import type { StopPolicy } from '@contract/stop'

/**
 * What holds where nobody says anything else: each value once. The engine, the form, the settings page, the schema of stack files
 * and the docs read it here; `test/house/defaults.test.ts` compares what is written down elsewhere.
 */

/** From the first, polite step to the next: five seconds is what a person is willing to watch. */
export const PATIENCE_MS = 5_000

/** From the last, hardest step until the run counts as stuck: the kernel ends a process within milliseconds, unless it is in state D. */
export const AFTER_FORCE_MS = 2_000

/** A polite signal, then force, as systemd and most container runtimes do. */
export function processLadder(patienceMs: number = PATIENCE_MS): StopPolicy {
  return [
    { send: 'SIGTERM', patienceMs },
    { send: 'SIGKILL', patienceMs: AFTER_FORCE_MS },
  ]
}

/** No force for code that shares a process with other code: after the patience the run is stuck, and the person decides. */
export const ASK_ONLY: StopPolicy = [{ send: 'ask', patienceMs: PATIENCE_MS }]

/** A worker ends within milliseconds unless it is inside native code. */
export const BY_FORCE: StopPolicy = [{ send: 'terminate', patienceMs: AFTER_FORCE_MS }]

/** The ladder of a polite stop where the task brings none. */
export function standardLadder(kind: Kind): StopPolicy {
  return kind === 'process' ? processLadder() : ASK_ONLY
}

/** The ladders that the form begins from, beside those of other tools. */
export const LADDERS = {
  termThenKill: processLadder(),
  interruptFirst: [{ send: 'SIGINT', patienceMs: PATIENCE_MS }, ...processLadder()],
  /** Who answers over IPC needs no long wait for a signal after it. */
  askOverIpc: [{ send: 'ask', patienceMs: PATIENCE_MS }, ...processLadder(3_000)],
  askOnly: ASK_ONLY,
  askThenTerminate: [...ASK_ONLY, ...BY_FORCE],
} as const satisfies Readonly<Record<string, StopPolicy>>

export const DEFAULT_SETTINGS: AppSettings = {
  theme: 'system',
  language: 'en',
  graceMs: PATIENCE_MS,
  /** Two whole ladders of a process fit in, with room for the receipts. */
  quitGraceMs: 10_000,
  keepDays: 30,
  keepMegabytes: 1_024,
  shell: '/bin/sh',
  notify: true,
  startAtLogin: false,
}

/** When the app quits: force needs milliseconds, and what resists it for so long is beyond a program's reach. */
export const QUIT_FORCE_MS = 3_000

export const WHEN_RUNNING_DEFAULT: WhenRunning = 'refuse'
export const LISTENER_DEFAULT: Listener = 'own'

export const RESTART_DEFAULTS = { pauseMs: 500, maxPauseMs: 30_000, limit: 10 } as const

export const READY_DEFAULTS = { everyMs: 250, timeoutMs: 60_000 } as const

export const HEALTH_DEFAULTS = {
  everyMs: 10_000,
  timeoutMs: 5_000,
  misses: 3,
  /** Where the task has no readiness check, whose timeout counts else. */
  startMs: READY_DEFAULTS.timeoutMs,
  then: 'restart',
} as const satisfies Required<Omit<HealthSpec, 'probe'>>

export const WATCH_DEFAULTS = { ignore: ['node_modules', '.git'], quietMs: 300 } as const

/** Of one run's output, in bytes: a burst of 50 MB stays whole. */
export const KEEP_OUTPUT_BYTES = 128 * 1024 ** 2

/** A future that names no executor shares this one. */
export const EXECUTOR_DEFAULTS = { name: 'default', maxWorkers: 4 } as const
/** Between two pulls of a generator. */
export const PULL_EVERY_MS = 1_000

/** Between two samples of CPU and memory: while the window is looked at, and while it is not, or nobody says how often. */
export const SAMPLE_MS = { watched: 1_000, unwatched: 5_000 } as const
