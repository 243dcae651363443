import { messageOf } from '@tools/errors'
import { hostExit } from '@vocabulary/sentences/en/workload'
import { HostConnection } from './host-connection'
import type { HostExit, HostStarter } from './host-process'
import { hostExitFact } from './host-exit-fact'

/** As VS Code's pty host: what dies more often than this is not started for ever. */
const MAX_DEATHS = 5
const DEATHS_WITHIN_MS = 60_000

export interface WorkloadHostsGround {
  readonly startHost: HostStarter
  /** Something about the host itself, in a sentence: it was started, died, was given up. */
  readonly onHostNotice: (text: string) => void
}

/** The host processes: one that takes new runs, and those that only wait for their last runs to end. */
export class WorkloadHosts {
  readonly #ground: WorkloadHostsGround
  readonly #all = new Set<HostConnection>()
  /** Runs that native code holds, by their host: it is ended as soon as no other run is on it. */
  readonly #held = new Map<HostConnection, Set<string>>()
  #current: HostConnection | undefined
  #deaths: number[] = []
  #closed = false

  constructor(ground: WorkloadHostsGround) {
    this.#ground = ground
  }

  /** The host for a new run, started when there is none. Otherwise a sentence that says why not. */
  acquire(): HostConnection | { readonly failure: string } {
    if (this.#closed) return { failure: 'Quiesce is closing: no new workload is started.' }
    if (this.#current) return this.#current
    const since = performance.now() - DEATHS_WITHIN_MS
    this.#deaths = this.#deaths.filter((at) => at > since)
    if (this.#deaths.length >= MAX_DEATHS) return { failure: sayGivenUp(this.#deaths[0] ?? since, since) }
    try {
      this.#current = this.#start()
      return this.#current
    } catch (error) {
      return { failure: `The host process could not be started: ${messageOf(error).replace(/\.?$/, '.')}` }
    }
  }

  /** Native code holds this run and its host with it: new runs go to another one, and this one ends when it can. */
  giveUp(host: HostConnection, runId: string): void {
    if (this.#current === host) this.#current = undefined
    this.#held.set(host, (this.#held.get(host) ?? new Set()).add(runId))
    this.#endIfOnlyHeld(host)
  }

  runEnded(host: HostConnection): void {
    this.#endIfOnlyHeld(host)
  }

  /** Ends every host by force. Resolves when each was seen to exit. */
  async close(): Promise<void> {
    this.#closed = true
    this.#current = undefined
    await Promise.all(
      [...this.#all].map((host) => {
        host.end()
        return host.gone
      }),
    )
  }

  #start(): HostConnection {
    const host: HostConnection = new HostConnection(this.#ground.startHost(), {
      onProblem: this.#ground.onHostNotice,
      onGone: (exit) => this.#gone(host, exit),
    })
    this.#all.add(host)
    return host
  }

  #gone(host: HostConnection, exit: HostExit): void {
    this.#all.delete(host)
    this.#held.delete(host)
    if (this.#current === host) this.#current = undefined
    if (host.endAsked) return
    this.#deaths.push(performance.now())
    this.#ground.onHostNotice(
      `The host process of the workloads (pid ${host.pid ?? 'none'}) ${hostExit(hostExitFact(exit))}.`,
    )
  }

  #endIfOnlyHeld(host: HostConnection): void {
    const held = this.#held.get(host)
    if (!held || host.endAsked || host.runIds.some((runId) => !held.has(runId))) return
    host.end()
  }
}

function sayGivenUp(oldest: number, since: number): string {
  const waitSeconds = Math.ceil((oldest - since) / 1000)
  return (
    `The host process of the workloads died ${MAX_DEATHS} times within ${DEATHS_WITHIN_MS / 1000} s and is not started again ` +
    `before another ${waitSeconds} s have passed.`
  )
}
