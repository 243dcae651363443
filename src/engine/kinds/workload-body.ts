import { unreachable } from '@contract/unreachable'
import type { Control } from '@contract/kind'
import type { SignalName, StopMessage } from '@contract/stop'
import type { WorkloadTaskSpec } from '@contract/task'
import { deferred } from '@tools/deferred'
import { defined } from '@tools/defined'
import { within } from '../clock/patience'
import { allOf, verbatim } from '@contract/statement'
import type { HostConnection } from '../host/host-connection'
import type { HostExit } from '../host/host-process'
import type { RunFact } from '../host/host-protocol'
import { hostExitFact } from '../host/host-exit-fact'
import type { WorkloadHosts } from '../host/workload-hosts'
import { Family } from '../processes/family'
import type { ProcessTable } from '../processes/process-table'
import { signalFamily, signalMembers } from '../processes/signal-family'
import { cannotTake, refusedCancel, startCommand, whyWorkloadIsThere } from './workload-words'
import type { FamilySight, LiveProcess } from '../processes/live-process'
import type { BodyEnd, Delivery, RunBody, StartRequest } from './task-kind'

/** `terminate()` takes milliseconds, unless native code holds the thread; then, how long its host is left to wait for it. */
const SEEN_GONE_MS = 2_000
const NATIVE_LIMIT_MS = 2_000

const NOBODY_LEFT: Delivery = { delivered: 'no', evidence: { code: 'already-ended-when-asked' } }

/** A workload's run, as the engine reaches it through the host process. */
export class WorkloadBody implements RunBody {
  /** The programs that its code has started. Absent where marks cannot be read: then nobody could be found, or proven gone. */
  readonly familyOf: Family | undefined
  readonly family?: () => Promise<FamilySight>
  readonly #table: ProcessTable
  readonly #request: StartRequest<WorkloadTaskSpec>
  readonly #hosts: WorkloadHosts
  readonly #gone = deferred()
  #host: HostConnection | undefined
  #ended = false
  #handled = false
  #terminated = false
  #givenUp: NodeJS.Timeout | undefined

  constructor(request: StartRequest<WorkloadTaskSpec>, hosts: WorkloadHosts, table: ProcessTable) {
    this.#request = request
    this.#hosts = hosts
    this.#table = table
    const family =
      table.sight.marks === 'all'
        ? new Family(table, request.runId, undefined, { reach: 'open', host: () => this.#host?.pid })
        : undefined
    this.familyOf = family
    if (family) this.family = () => family.sight()
  }

  begin(): void {
    const host = this.#hosts.acquire()
    if ('failure' in host) {
      const { failure } = host
      // Not before `start` has given the body to its run.
      queueMicrotask(() =>
        this.#end({ how: 'could-not-start', evidence: { code: 'nothing-was-started' }, failure: verbatim(failure) }),
      )
      return
    }
    this.#host = host
    host.start(startCommand(this.#request), {
      fact: (fact) => this.#fact(fact),
      lost: (exit, onPurpose) => this.#lost(exit, onPurpose),
    })
  }

  async deliver(message: StopMessage, control: Control): Promise<Delivery> {
    const host = this.#host
    if (!host || this.#ended) return this.#deliverToFamily(message)
    if (message !== 'ask' && message !== 'terminate') return cannotTake(this.#request.spec.kind, message)
    if (host.withdraw(this.#request.runId)) {
      const evidence = { code: 'withdrawn-before-host' } as const
      this.#end({ how: 'withdrawn', evidence })
      return { delivered: 'yes', evidence }
    }
    if (message === 'terminate') return this.#terminate(host)
    const refusal = control === 'cancel' ? refusedCancel(this.#request.spec.kind) : undefined
    if (refusal) return { delivered: 'no', evidence: { code: 'nothing-sent' }, refusal }
    return host.control(this.#request.runId, 'ask')
  }

  /** Sent to programs that its code has started: they have no event and no message, only signals. */
  async signalMembers(signal: SignalName, members: readonly LiveProcess[]): Promise<Delivery> {
    const family = this.familyOf
    return family ? signalMembers(family, this.#table, members, signal) : NOBODY_LEFT
  }

  lastSignalTo(pid: number): string | undefined {
    return this.familyOf?.lastSignalTo(pid)
  }

  whyStillThere(): ReturnType<NonNullable<RunBody['whyStillThere']>> {
    if (this.#ended) return undefined
    return whyWorkloadIsThere(this.#request.spec.kind, { handled: this.#handled, terminated: this.#terminated })
  }

  /** Its thread has ended; what it started may not have. */
  async #deliverToFamily(message: StopMessage): Promise<Delivery> {
    const family = this.familyOf
    const living = (await family?.look()) ?? []
    if (!family || living.length === 0) return NOBODY_LEFT
    return signalFamily(family, this.#table, living, message === 'terminate' ? 'SIGKILL' : 'SIGTERM')
  }

  async #terminate(host: HostConnection): Promise<Delivery> {
    this.#terminated = true
    const askedAt = performance.now()
    const answer = await host.control(this.#request.runId, 'terminate')
    await within(SEEN_GONE_MS, this.#gone.promise)
    if (this.#ended) {
      const ms = Math.round(performance.now() - askedAt)
      return { delivered: 'yes', evidence: { code: 'terminated-and-gone', ms } }
    }
    this.#givenUp ??= setTimeout(() => this.#hosts.giveUp(host, this.#request.runId), NATIVE_LIMIT_MS)
    const evidence = allOf(answer.evidence, { code: 'still-in-native-code', afterMs: SEEN_GONE_MS })
    return { delivered: answer.delivered, evidence }
  }

  #fact(fact: RunFact): void {
    const { report } = this.#request
    switch (fact.type) {
      case 'started':
        return report.started({})
      case 'log':
        return fact.lines.forEach((line) => report.log(line))
      case 'output':
        return report.output(fact.bytes, fact.stream)
      case 'progress':
        return report.progress(fact.value)
      case 'dropped':
        return report.linesDropped(fact.lines)
      case 'cleanup':
        return report.cleanup({
          name: fact.name,
          state: fact.state,
          ...defined({ error: fact.error }),
        })
      case 'handled':
        this.#handled = true
        return report.handled(fact.evidence)
      case 'ended': {
        const { how, evidence, swallowed, failure, result, exitCode } = fact
        return this.#end({
          how,
          evidence,
          ...(swallowed ? { swallowed } : {}),
          ...defined({ failure, result }),
          ...(exitCode === undefined ? {} : { exit: { code: exitCode, signal: null } }),
        })
      }
      case 'answer':
        return
      default:
        return unreachable(fact)
    }
  }

  #lost(exit: HostExit, onPurpose: boolean): void {
    const told = hostExitFact(exit)
    const evidence = { code: 'host-seen-to-exit', exit: told } as const
    const fact = { code: exit.code, signal: exit.signal }
    if (onPurpose) this.#end({ how: 'forced', evidence: allOf({ code: 'host-ended-by-us' }, evidence), exit: fact })
    else this.#end({ how: 'host-lost', evidence, failure: { code: 'host-lost', exit: told }, exit: fact })
  }

  #end(end: BodyEnd): void {
    if (this.#ended) return
    this.#ended = true
    clearTimeout(this.#givenUp)
    this.#gone.resolve()
    if (this.#host) this.#hosts.runEnded(this.#host)
    this.#request.report.ended(end)
  }
}
