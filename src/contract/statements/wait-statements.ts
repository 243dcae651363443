import type { Dependency } from '../life'
import type { Outcome } from '../outcome'
import type { NamedProcess } from './named-process'
import type { NoFacts } from './no-facts'

/** `run` is the run of ours that the holder belongs to, by name. No `holder`: it cannot be seen. */
export interface HeldPort {
  readonly port: number
  readonly holder?: NamedProcess
  readonly run?: string
}

interface Awaited {
  readonly task: string
  readonly until: Dependency['until']
}

/** What a run that has not begun waits for, said after "waiting for", and why it is waited for in vain. */
export interface WaitStatements {
  readonly 'wait-turn': NoFacts
  readonly 'wait-pause': { readonly pauseMs: number; readonly attempt: number }
  readonly 'wait-earlier-run': NoFacts
  readonly 'wait-ports': { readonly ports: readonly number[] }
  readonly 'wait-held-ports': { readonly ports: readonly HeldPort[] }
  readonly 'wait-dependency': Awaited
  readonly 'wait-worker': { readonly executor: string; readonly workers: number }
  readonly 'dependency-not-defined': { readonly task: string }
  readonly 'dependency-not-started': Awaited & { readonly why: string }
  readonly 'dependency-ended-first': Awaited & { readonly outcome: Outcome }
}
