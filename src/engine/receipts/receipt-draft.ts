import type { Delegate } from '@contract/delegate'
import type { Control } from '@contract/kind'
import type { AskFact, CleanupFact, Leak, SentStep, StepVerdict, Survivor, SurvivorEnd } from '@contract/receipt'
import { allOf, type Statement } from '@contract/statement'
import type { ControlAnswer } from '@contract/control-answer'
import type { Ask, RefusalCode, StopStep } from '@contract/stop'
import { defined } from '@tools/defined'
import { monotonicMs, tenths, wallMs } from '../clock/clock'
import type { BodyEnd, CleanupReport, Delivery } from '../kinds/task-kind'
import type { LiveProcess } from '../processes/live-process'
import type { Asked } from '../runs/run-state'

/** Something observed: whether it is so, when, and how it is known. */
export interface Observation {
  readonly verdict: StepVerdict
  readonly at?: number
  readonly evidence: Statement
  readonly inferred?: true
}

interface DraftedSurvivor {
  readonly process: LiveProcess
  readonly ports: readonly number[]
  readonly leftAlone: boolean
  goneAt?: number
  lastSignal?: string | undefined
}

interface DraftedCleanup {
  readonly name: string
  readonly startedAt: number
  finishedAt?: number
  error?: string
}

export interface DraftedSend {
  readonly step: StopStep
  readonly at: number
  delivery?: Delivery
  deliveredAt?: number
}

/**
 * Gathers what was observed of one run's end, each fact with its monotonic time. It decides nothing: `buildReceipt` does.
 * Times count from the first accepted ask, or, where nobody asked, from the leader's end.
 */
export class ReceiptDraft {
  asked: (Asked & { readonly at: number; readonly wall: number }) | undefined
  readonly asks: (Omit<AskFact, 'ms'> & { readonly at: number })[] = []
  readonly sends: DraftedSend[] = []
  /** By order, not by time: what was sent in the millisecond of the end came before it or after it. */
  sentBeforeEnd: readonly DraftedSend[] = []
  readonly cleanups: DraftedCleanup[] = []
  readonly survivors = new Map<string, DraftedSurvivor>()
  readonly leaks: Leak[] = []
  startedAt: number | undefined
  startedWall: number | undefined
  handled: { readonly at: number; readonly evidence: Statement } | undefined
  end: (BodyEnd & { readonly at: number }) | undefined
  /** Set while, and after, the run went on without its leader: how that one ended. `end` is then the family's. */
  leaderLeft: (BodyEnd & { readonly at: number }) | undefined
  familyGone: Observation | undefined
  delegates: readonly Delegate[] = []
  delegatesGone: Observation | undefined
  portsFree: Observation | undefined
  filesClean: Observation | undefined
  /** A part of the task's own cleanup contract could not be checked. */
  hasUnseenPromise = false
  /** A wrapper passed the signal of the stop on to a program that had it already. */
  forwarded: Statement | undefined
  /** Why it counts as failed although it was asked to end. */
  failure: Statement | undefined
  refusal: RefusalCode | undefined
  whyStillThere: Statement | undefined

  started(): void {
    this.startedAt ??= monotonicMs()
    this.startedWall ??= wallMs()
  }

  /** What the task promised and nobody could see is open, whatever else was seen of its ports and files. */
  contractUnseen(ports: Statement | undefined, files: Statement | undefined): void {
    this.hasUnseenPromise = ports !== undefined || files !== undefined
    if (ports !== undefined) this.portsFree = withUnseen(this.portsFree, ports)
    if (files !== undefined) this.filesClean = withUnseen(this.filesClean, files)
  }

  answered(control: Control, ask: Ask, answer: ControlAnswer): void {
    this.asks.push({
      control,
      origin: ask.origin ?? 'user',
      ...defined({ reason: ask.reason }),
      at: monotonicMs(),
      accepted: answer.accepted,
      ...defined({ code: answer.code }),
    })
  }

  accepted(asked: Asked): void {
    this.asked = this.asked
      ? { ...this.asked, control: asked.control, ...(asked.before && { before: asked.before }) }
      : { ...asked, at: monotonicMs(), wall: wallMs() }
  }

  /** The body went on as before: what was sent did not count. */
  turnedDown(code: RefusalCode): void {
    this.asked = undefined
    this.sends.length = 0
    this.refusal = code
    this.handled = undefined
  }

  sent(step: StopStep): number {
    return this.sends.push({ step, at: monotonicMs() }) - 1
  }

  delivered(index: number, delivery: Delivery): void {
    const send = this.sends[index]
    if (!send) return
    send.delivery = delivery
    send.deliveredAt = monotonicMs()
  }

  cleanup(report: CleanupReport): void {
    if (report.state === 'started') {
      this.cleanups.push({ name: report.name, startedAt: monotonicMs() })
      return
    }
    const open = this.cleanups.find((cleanup) => cleanup.name === report.name && cleanup.finishedAt === undefined)
    if (!open) return
    open.finishedAt = monotonicMs()
    if (report.state === 'failed') open.error = report.error ?? 'It failed without a message.'
  }

  /** True the first time this very process is noted. */
  survivor(process: LiveProcess, ports: readonly number[], leftAlone = false): boolean {
    const key = `${process.pid}:${process.startTime}`
    if (this.survivors.has(key)) return false
    this.survivors.set(key, { process, ports, leftAlone })
    return true
  }

  /** Something that carries its mark was named, and lives on. */
  get leavesAlone(): boolean {
    return [...this.survivors.values()].some(({ leftAlone, goneAt }) => leftAlone && goneAt === undefined)
  }

  survivorGone(survivor: DraftedSurvivor, lastSignal: string | undefined): void {
    survivor.goneAt = monotonicMs()
    survivor.lastSignal = lastSignal
  }

  bodyEnded(end: BodyEnd): void {
    this.end = { ...end, at: monotonicMs() }
    this.sentBeforeEnd = [...this.sends]
  }

  /** The leader has left, and the run goes on with its family: its end is yet to come. */
  goOn(): void {
    this.leaderLeft = this.end
    this.end = undefined
    this.sentBeforeEnd = []
  }

  /** The last of a family that went on without its leader was seen to be gone. */
  familyOver(): void {
    if (!this.leaderLeft) return
    this.end = { ...this.leaderLeft, at: monotonicMs() }
    this.sentBeforeEnd = [...this.sends]
  }

  /** What is asked of a run whose receipt was told: when it began and ended, and why. The rest is in the receipt. */
  afterReceipt(): ReceiptDraft {
    const { startedAt, startedWall, asked, end, failure, refusal } = this
    return Object.assign(new ReceiptDraft(), { startedAt, startedWall, asked, end, failure, refusal })
  }

  /** On the monotonic clock: a jump of the wall clock made it neither older nor younger. 0 when it never started. */
  get livedMs(): number {
    return this.startedAt === undefined ? 0 : (this.end?.at ?? monotonicMs()) - this.startedAt
  }

  /** The moment from which the receipt counts. */
  get origin(): number {
    return this.asked?.at ?? this.end?.at ?? monotonicMs()
  }

  since(at: number): number {
    return tenths(at - this.origin)
  }

  sentSteps(): readonly SentStep[] {
    return this.sends.map(({ step, at, delivery }) => ({
      send: step.send,
      ms: this.since(at),
      patienceMs: step.patienceMs,
      ...defined({ deliveredTo: delivery?.deliveredTo, note: delivery?.evidence }),
    }))
  }

  survivorList(): readonly Survivor[] {
    return [...this.survivors.values()].map(({ process, ports, leftAlone, goneAt, lastSignal }) => ({
      pid: process.pid,
      startTime: process.startTime,
      command: process.command,
      ports,
      foundBy: process.foundBy === 'leader' ? 'group' : process.foundBy,
      ...(leftAlone && { leftAlone }),
      endedBy: goneAt === undefined ? 'alive' : survivorEnd(lastSignal),
      ...(goneAt !== undefined && { goneMs: this.since(goneAt) }),
    }))
  }

  cleanupFacts(): readonly CleanupFact[] {
    const origin = this.asked?.at ?? this.startedAt ?? this.origin
    return this.cleanups.map(({ name, startedAt, finishedAt, error }) => ({
      name,
      startedMs: tenths(startedAt - origin),
      ...(finishedAt !== undefined && { finishedMs: tenths(finishedAt - origin) }),
      ...defined({ error }),
    }))
  }
}

function withUnseen(seen: Observation | undefined, unseen: Statement): Observation {
  if (seen?.verdict === 'no') return { ...seen, evidence: allOf(seen.evidence, unseen) }
  return { verdict: 'unknown', evidence: unseen }
}

/** What a survivor is said to have ended by: the last signal that the kernel took for it before it was seen to be gone. */
function survivorEnd(lastSignal: string | undefined): SurvivorEnd {
  if (lastSignal === undefined) return 'by-itself'
  return lastSignal === 'SIGTERM' || lastSignal === 'SIGKILL' ? lastSignal : 'other-signal'
}
