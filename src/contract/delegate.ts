import type { DelegateExit } from './delegate-exit'
import type { Statement } from './statement'

/**
 * Work that a run hands to somebody outside its family: a daemon, another machine, a scheduler, a server of terminals. No signal
 * of ours reaches it, and the end of the program that handed it over says nothing about it.
 */
export const DELEGATE_KINDS = [
  'container',
  'container-command',
  'cluster',
  'remote',
  'service',
  'session',
  'job',
] as const
/**
 * `container-command`: a command inside a container that somebody else started. `cluster`: something that a cluster runs.
 * `remote`: a program on another machine. `service`: of systemd or another manager. `session`: in a terminal server. `job`: for later.
 */
export type DelegateKind = (typeof DELEGATE_KINDS)[number]

export const DELEGATE_STATES = ['gone', 'running', 'unknown'] as const
/** `unknown`: nobody could be asked, or the answer fits more than one. It is never rounded to `gone`. */
export type DelegateState = (typeof DELEGATE_STATES)[number]

/** What a stop can reach of it. `daemon`: it is asked to end through its daemon. `local`: it is seen as local processes. `none`. */
export type DelegateReach = 'daemon' | 'local' | 'none'

/** What is told before a stop, from a command line alone. */
export interface DelegateForecast {
  /** The launcher by its usual name: `docker`, `ssh`, `tmux`. */
  readonly launcher: string
  readonly kind: DelegateKind
  readonly reach: DelegateReach
  /** What Stop will and will not reach. */
  readonly statement: Statement
}

/** One piece of work that was handed over, as it was seen after the run. */
export interface Delegate {
  /** Names it within its receipt: a container's full id, otherwise launcher and what it was given. */
  readonly id: string
  readonly launcher: string
  readonly kind: DelegateKind
  /** As a person names it: `container web-1`, `"sleep 60" on build-host`. */
  readonly name: string
  readonly state: DelegateState
  /** How that is known. */
  readonly evidence: Statement
  /** As its daemon tells it, where it has gone. */
  readonly exit?: DelegateExit
  /** It was killed through its daemon, at once or when its time to stop had run out. */
  readonly byForce?: true
  /** Where its daemon is asked: `unix:///var/run/docker.sock`. Present where `stopDelegate` can reach it. */
  readonly daemon?: string
}
