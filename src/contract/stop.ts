/** Who asked. The first cause wins and is kept. */
export const STOP_ORIGINS = [
  'user',
  'quit',
  'restart',
  'dependency',
  'time-limit',
  'another-program',
  'leader-exit',
] as const
/** `leader-exit`: nobody asked; the leader ended by itself and left family behind, which Quiesce then ends. */
export type StopOrigin = (typeof STOP_ORIGINS)[number]

export interface Ask {
  readonly origin?: StopOrigin
  readonly reason?: string
}

/** POSIX signal names a step may send. Node's own list, written down so that the contract needs no Node types. */
export const SIGNALS = [
  'SIGABRT',
  'SIGALRM',
  'SIGBUS',
  'SIGCHLD',
  'SIGCONT',
  'SIGFPE',
  'SIGHUP',
  'SIGILL',
  'SIGINT',
  'SIGIO',
  'SIGKILL',
  'SIGPIPE',
  'SIGPROF',
  'SIGPWR',
  'SIGQUIT',
  'SIGSEGV',
  'SIGSTOP',
  'SIGSYS',
  'SIGTERM',
  'SIGTRAP',
  'SIGTSTP',
  'SIGTTIN',
  'SIGTTOU',
  'SIGURG',
  'SIGUSR1',
  'SIGUSR2',
  'SIGVTALRM',
  'SIGWINCH',
  'SIGXCPU',
  'SIGXFSZ',
] as const
export type SignalName = (typeof SIGNALS)[number]

/**
 * What one step of a stop policy sends.
 * `ask`: the kind's own polite way (stop event, abort signal, IPC message; SIGTERM where there is none).
 * `terminate`: the kind's own force.
 */
export type StopMessage =
  'ask' | 'terminate' | SignalName | { readonly stdin: string } | { readonly command: readonly string[] }

export interface StopStep {
  readonly send: StopMessage
  /** How long to wait for the run to be gone before the next step, in milliseconds. */
  readonly patienceMs: number
}

/** The ladder as data, walked from the first step until the run is gone. */
export type StopPolicy = readonly StopStep[]

export const REFUSAL_CODES = [
  'unknown-run',
  'already-ended',
  'already-running',
  'already-elapsed',
  'already-stopping',
  'not-offered',
  'not-waiting',
  'close-ignored',
  'cancellation-swallowed',
  'signal-ignored',
  'handler-did-not-exit',
  'uninterruptible',
  'not-permitted',
  'unresponsive',
  'closing',
] as const
/** Why a control was refused, or why an accepted one had no effect. */
export type RefusalCode = (typeof REFUSAL_CODES)[number]
