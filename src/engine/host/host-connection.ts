import { unreachable } from '@contract/unreachable'
import { defined } from '@tools/defined'
import type { Delivery } from '../kinds/task-kind'
import type { HostExit, HostProcess } from './host-process'
import { hostMessage, type HostCommand, type RunFact, type RunFactOf, type StartCommand } from './host-protocol'

/** A machine under load takes its time; one that takes longer than this will not come up. */
const READY_LIMIT_MS = 20_000
/** An answer takes a millisecond, unless the body's own event loop must give it and is busy. */
const ANSWER_LIMIT_MS = 1_500

export interface HostedListener {
  fact(fact: RunFact): void
  /** The host was seen to exit under the run. `onPurpose`: Quiesce ended it. */
  lost(exit: HostExit, onPurpose: boolean): void
}

export interface ConnectionWatch {
  readonly onProblem: (text: string) => void
  /** The host was seen to exit. Called before its runs are told, so that what they start next finds no dead host. */
  readonly onGone: (exit: HostExit) => void
}

interface Waiting {
  readonly runId: string
  readonly resolve: (delivery: Delivery) => void
  readonly timer: NodeJS.Timeout
}

/** The engine's end of one host process, from its start until it was seen to exit. */
export class HostConnection {
  /** Resolves when the process was seen to exit. */
  readonly gone: Promise<HostExit>
  readonly #process: HostProcess
  readonly #runs = new Map<string, HostedListener>()
  readonly #waiting = new Map<number, Waiting>()
  readonly #onProblem: (text: string) => void
  /** Starts that wait until the host is up; `undefined` once it is. */
  #unsent: StartCommand[] | undefined = []
  #requests = 0
  #endAsked = false
  #readyTimer: NodeJS.Timeout

  constructor(process: HostProcess, { onProblem, onGone }: ConnectionWatch) {
    this.#process = process
    this.#onProblem = onProblem
    process.onMessage((message) => this.#take(message))
    this.gone = new Promise((resolve) => {
      process.onExit((exit) => {
        clearTimeout(this.#readyTimer)
        onGone(exit)
        this.#lost(exit)
        resolve(exit)
      })
    })
    this.#readyTimer = setTimeout(() => {
      onProblem(`The host process was not ready after ${READY_LIMIT_MS / 1000} s and was ended.`)
      process.end()
    }, READY_LIMIT_MS)
  }

  get pid(): number | undefined {
    return this.#process.pid
  }

  get runIds(): readonly string[] {
    return [...this.#runs.keys()]
  }

  get endAsked(): boolean {
    return this.#endAsked
  }

  start(command: StartCommand, listener: HostedListener): void {
    this.#runs.set(command.runId, listener)
    if (this.#unsent) this.#unsent.push(command)
    else this.#send(command)
  }

  /** Takes back a start that the host has not been told of yet. False: it has. */
  withdraw(runId: string): boolean {
    const at = this.#unsent?.findIndex((command) => command.runId === runId) ?? -1
    if (at < 0) return false
    this.#unsent?.splice(at, 1)
    this.#runs.delete(runId)
    return true
  }

  control(runId: string, action: 'ask' | 'terminate'): Promise<Delivery> {
    if (!this.#runs.has(runId)) return Promise.resolve(ALREADY_ENDED)
    this.#requests += 1
    const request = this.#requests
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#answer(request, UNANSWERED), ANSWER_LIMIT_MS)
      this.#waiting.set(request, { runId, resolve, timer })
      this.#send({ type: 'control', runId, request, action })
    })
  }

  /** Ends the process by force, with every run on it. */
  end(): void {
    this.#endAsked = true
    this.#process.end()
  }

  #take(message: unknown): void {
    const parsed = hostMessage.safeParse(message)
    if (!parsed.success) {
      this.#onProblem(`The host process sent a message that is not known: ${parsed.error.message}`)
      return
    }
    switch (parsed.data.type) {
      case 'ready':
        return this.#ready()
      case 'facts':
        return this.#facts(parsed.data.facts)
      default:
        return unreachable(parsed.data)
    }
  }

  #ready(): void {
    clearTimeout(this.#readyTimer)
    const commands = this.#unsent ?? []
    this.#unsent = undefined
    for (const command of commands) this.#send(command)
  }

  #facts(facts: readonly RunFactOf[]): void {
    const costs = new Map<string, number>()
    for (const { runId, fact } of facts) {
      if (fact.type === 'log' || fact.type === 'output') costs.set(runId, (costs.get(runId) ?? 0) + fact.cost)
      if (fact.type === 'answer') this.#answer(fact.request, fact)
      else this.#tell(runId, fact)
    }
    if (costs.size > 0) this.#send({ type: 'accepted', costs: [...costs].map(([runId, cost]) => ({ runId, cost })) })
  }

  #tell(runId: string, fact: RunFact): void {
    const listener = this.#runs.get(runId)
    if (fact.type === 'ended') {
      this.#runs.delete(runId)
      for (const [request, waiting] of this.#waiting)
        if (waiting.runId === runId) this.#answer(request, ENDED_MEANWHILE)
    }
    listener?.fact(fact)
  }

  #answer(request: number, { delivered, evidence, refusal }: Delivery | Extract<RunFact, { type: 'answer' }>): void {
    const waiting = this.#waiting.get(request)
    if (!waiting) return
    clearTimeout(waiting.timer)
    this.#waiting.delete(request)
    waiting.resolve({ delivered, evidence, ...defined({ refusal }) })
  }

  #lost(exit: HostExit): void {
    const listeners = [...this.#runs.values()]
    this.#runs.clear()
    for (const request of [...this.#waiting.keys()]) this.#answer(request, HOST_GONE)
    for (const listener of listeners) listener.lost(exit, this.#endAsked)
  }

  #send(command: HostCommand): void {
    this.#process.send(command)
  }
}

const ALREADY_ENDED: Delivery = { delivered: 'no', evidence: { code: 'already-ended-when-asked' } }
const ENDED_MEANWHILE: Delivery = { delivered: 'unknown', evidence: { code: 'ended-while-asked' } }
const HOST_GONE: Delivery = { delivered: 'no', evidence: { code: 'host-was-gone' } }
const UNANSWERED: Delivery = {
  delivered: 'unknown',
  evidence: { code: 'posted-not-taken', afterMs: ANSWER_LIMIT_MS },
}
