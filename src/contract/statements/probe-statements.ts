import type { ExitFact } from '../outcome'
import type { InnerStatement } from './inner-statement'
import type { NamedProcess } from './named-process'
import type { NoFacts } from './no-facts'
import type { HeldPort } from './wait-statements'

/** Why an address gave no answer in HTTP. */
export type HttpSilence =
  | { readonly because: 'late'; readonly afterMs: number }
  | { readonly because: 'given-up' | 'not-http' | 'not-tls' | 'closed' | 'not-reached' }

/** Whether a program was seen to be ready and healthy. Addresses stand without their query, which may hold a token. */
export interface ProbeStatements {
  readonly 'look-threw': { readonly error: string }
  readonly 'not-looked-at': NoFacts
  readonly 'port-accepted': { readonly port: number }
  readonly 'port-silent': { readonly port: number; readonly afterMs: number }
  readonly 'port-refused': { readonly port: number }
  readonly 'address-answered': { readonly address: string; readonly status: number }
  /** A redirect off this machine: the program has answered. */
  readonly 'address-led-away': { readonly address: string; readonly status: number; readonly host: string }
  readonly 'address-redirects-on': { readonly address: string; readonly most: number }
  readonly 'address-silent': { readonly address: string; readonly silence: HttpSilence }
  readonly 'look-late': { readonly command: string; readonly to: 'start' | 'end'; readonly afterMs: number }
  readonly 'look-not-started': { readonly command: string; readonly problem: string }
  readonly 'look-ended': { readonly command: string; readonly exit: ExitFact }
  readonly 'line-printed': { readonly line: string }
  readonly 'line-not-printed': { readonly line: string }
  readonly 'ended-before-ready': NoFacts
  /** `last`: what the last look found. */
  readonly 'not-ready-in-time': { readonly afterMs: number; readonly last: InnerStatement }
  readonly 'was-unhealthy': { readonly seen: InnerStatement }
  readonly 'listener-unseen': { readonly where: 'platform' | 'here' }
  /** Whoever answers there is not of the run that is asked. */
  readonly 'port-of-stranger': Required<Pick<HeldPort, 'port' | 'holder'>> & Pick<HeldPort, 'run'>
  /** It came after the run and may serve it. */
  readonly 'port-served-by': { readonly holder: NamedProcess; readonly run?: string }
}
