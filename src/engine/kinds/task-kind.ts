import type { Delegate, DelegateForecast } from '@contract/delegate'
import type { RunId, TaskId } from '@contract/ids'
import type { Control } from '@contract/kind'
import type { ExitFact } from '@contract/outcome'
import type { Statement } from '@contract/statement'
import type { RefusalCode, SignalName, StopMessage } from '@contract/stop'
import type { TaskSpec } from '@contract/task'
import type { TerminalSize } from '@contract/terminal'
import type { RunDelegates } from '../delegates/run-delegates'
import type { Family } from '../processes/family'
import type { FamilySight, LiveProcess } from '../processes/live-process'
import type { LeftFiles } from '../processes/private-temp'
import type { HelperAnswer } from './helpers'

/**
 * The port that every kind of task implements, and what the engine's run hears from it.
 *
 * A kind knows how to start one sort of work and how to reach it. It knows no policy, no phase and no receipt:
 * those belong to the run. A kind never says "stopped"; it says what was sent, and later that the body is gone.
 */
export interface TaskKind<Spec extends TaskSpec> {
  /** Starts the work. Never throws: what cannot start is reported as `ended` with `how: 'could-not-start'`. */
  start(request: StartRequest<Spec>): RunBody
}

export interface StartRequest<Spec extends TaskSpec> {
  readonly runId: RunId
  readonly taskId: TaskId
  readonly name: string
  readonly spec: Spec
  /** For a task that asks for a shell: the absolute path of one that takes `-c`. */
  readonly shell: string
  readonly report: BodyReport
}

/** The live thing behind a run. */
export interface RunBody {
  /**
   * Sends one message of the ladder. Resolves as soon as it is known whether it was sent: `delivered: 'yes'` says that the
   * other side has it (a signal accepted by the kernel, an event set), never that it had an effect. Does not reject.
   */
  deliver(message: StopMessage, control: Control): Promise<Delivery>
  /** Those of the body's family that are alive now, leader included. Absent for kinds without processes of their own. */
  family?(): Promise<FamilySight>
  /** Why it may still be there after it was asked: what the platform shows, read at the time of the ask. */
  whyStillThere?(): { readonly code: RefusalCode; readonly statement: Statement } | undefined
  /** Sends a signal to these of the family and nobody else: to those who came after it was sent to all. Does not reject. */
  signalMembers?(signal: SignalName, members: readonly LiveProcess[]): Promise<Delivery>
  /** The last signal that the kernel took for one member, if any. */
  lastSignalTo?(pid: number): string | undefined
  /** What lies in the run's private temporary folder, and its removal. */
  leftFiles?(remove: boolean): Promise<LeftFiles | undefined>
  /** Back pressure: a paused program blocks in its next write, and nothing it prints is lost. */
  pauseOutput?(paused: boolean): void
  /** Types text into it, and with `closeInput` says that no more comes. Does not reject. */
  write?(text: string, closeInput: boolean): Promise<Delivery>
  /** Only for what runs in a terminal of its own. False when that is closed. */
  resize?(size: TerminalSize): Promise<boolean>
  /** Starts a command that looks at it, as a member of its family; it ends with the run. Absent where there is no family. */
  look?(command: readonly string[]): Promise<HelperAnswer>
  /** It is older than this engine: what was there before it is not known. */
  readonly takenOver?: true
  /** What holds the family together. */
  readonly guarantee?: Statement | undefined
  /** The members of a process family as one thing, for those who scan for many runs at once. */
  readonly familyOf?: Family | undefined
  /** What it hands to somebody outside its family. */
  readonly delegates?: RunDelegates | undefined
  /** We leave, and it stays: frees what would hold us, or hold it. Nothing is reported afterwards. */
  letGo?(): void
  /** Frees what the engine holds for the body. Called once, after its family was seen to be gone. */
  release?(): Released | Promise<Released>
}

/** `held`: a channel that only the family was given is open still, so one of those who got it lives. */
export type Released = 'free' | 'held'

export interface Delivery {
  readonly delivered: 'yes' | 'no' | 'unknown'
  /** How it is known. */
  readonly evidence: Statement
  /** Processes that took the message. */
  readonly deliveredTo?: number
  /** Members that a signal to the leader's group would not have reached. */
  readonly outsiders?: readonly LiveProcess[]
  /** Set when the body turned the control down for good: the run goes on as before and the control's answer is *refused*. */
  readonly refusal?: { readonly code: RefusalCode; readonly reason: Statement }
}

/** What a body tells its run. All of it may be called at any time until `ended`, which is called exactly once. */
export interface BodyReport {
  started(fact: { readonly pid?: number }): void
  /** Raw bytes of standard output or standard error, as they came. */
  output(chunk: Uint8Array, stream: 'stdout' | 'stderr'): void
  /** One line that the work told with `ctx.log` (no line break in it). */
  log(text: string): void
  /** Lines that were left out because the work tells more than anybody reads. */
  linesDropped(count: number): void
  /** 0 to 1. */
  progress(value: number): void
  cleanup(fact: CleanupReport): void
  /** A timer elapsed. */
  fired(): void
  /** The body was seen to take notice of what was sent. */
  handled(evidence: Statement): void
  /** What it hands over is known better: what a stop reaches of it, and what an account keeps. */
  handsOver(forecasts: readonly DelegateForecast[], known: readonly Delegate[]): void
  /** What was sent to work that it handed over, in a sentence. */
  sentToDelegate(text: string): void
  ended(end: BodyEnd): void
}

export interface CleanupReport {
  readonly name: string
  readonly state: 'started' | 'finished' | 'failed'
  readonly error?: string
}

/**
 * How a body ended.
 * `returned`/`threw`: the work's own end. `cancelled`: a cancellation was raised and went through. `closed`: a generator's
 * `return()` was honoured. `exited`: a process left. `forced`: the body was ended from outside (worker terminated).
 * `fired`: a timer elapsed and its action ran. `host-lost`: the host process died under it.
 */
export type BodyEndHow =
  | 'returned'
  | 'threw'
  | 'cancelled'
  | 'closed'
  | 'exited'
  | 'forced'
  | 'fired'
  | 'withdrawn'
  | 'could-not-start'
  | 'host-lost'

export interface BodyEnd {
  readonly how: BodyEndHow
  /** How it is known that the body is gone. */
  readonly evidence: Statement
  /** A cancellation was raised inside the body, and the body returned as if nothing had been. */
  readonly swallowed?: boolean
  readonly exit?: ExitFact
  /** The kernel probably ended it for want of memory: its numbers. */
  readonly forMemory?: Statement
  /** For everything that is a failure: what was got, what was expected, where. */
  readonly failure?: Statement
  /** It could not start because the system was short of something: the same start may succeed in a while. */
  readonly mayWorkLater?: boolean
  /** What the work returned, as JSON text of at most 2,000 characters. */
  readonly result?: string
}
