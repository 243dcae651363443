import type { ChildProcess } from 'node:child_process'
import { Socket } from 'node:net'
import type { Readable } from 'node:stream'
import type { RunId } from '@contract/ids'
import type { SignalName, StopMessage } from '@contract/stop'
import type { ProcessTaskSpec } from '@contract/task'
import type { TerminalSize } from '@contract/terminal'
import { allOf } from '@contract/statement'
import { wordsToRun } from '@vocabulary/command-line'
import type { RunDelegates } from '../delegates/run-delegates'
import { inBackground } from '../in-background'
import { commandText } from '../processes/command-text'
import { Family } from '../processes/family'
import type { Ties } from '../processes/family-ties'
import type { Leader } from '../processes/known-members'
import type { WhetherForMemory } from '../processes/memory-kills'
import type { ProcessSpace } from '../strict/process-space'
import type { EventsFile } from '../processes/events-files'
import type { LeftFiles, PrivateTemp } from '../processes/private-temp'
import type { ProcessTable, SignalDispositions } from '../processes/process-table'
import { refusalByDenial, refusalByDispositions, spokesmanOf } from '../processes/refusal'
import { signalFamily, signalMembers } from '../processes/signal-family'
import { BackPressure } from './back-pressure'
import { ChildPipes } from './child-pipes'
import { guaranteeOf, unfurnish, withEndedSpace, type Furnishing } from './furnishing'
import { Helpers, type HelperAnswer } from './helpers'
import { readProgramEvents } from './program-events'
import type { BodyEnd, BodyReport, Delivery, Released, RunBody } from './task-kind'
import type { FamilySight, LiveProcess } from '../processes/live-process'
import { typeInto } from './type-into'

export interface ProcessBodyParts {
  readonly child: ChildProcess
  /** The process that was started: the leader, or in a namespace the one that waits outside for it. */
  readonly pid: number
  readonly startTime: string
  readonly furnishing: Furnishing
  readonly spec: ProcessTaskSpec
  readonly shell: string
  readonly report: BodyReport
  /** None where the task names a TMPDIR of its own. */
  readonly temp: PrivateTemp | undefined
  /** Where it may tell of its cleanup by path: read at its exit too. None for what may outlive us. */
  readonly events: EventsFile | undefined
  readonly table: ProcessTable
  readonly whetherForMemory: WhetherForMemory
  readonly runId: RunId
  readonly cwd: string
  readonly environment: Readonly<Record<string, string>>
  readonly ties: Ties
  readonly birthmarkPath: string
  readonly delegates: RunDelegates
}

/** A process that was started: its pipes, its family, and the ways to reach it. */
export class ProcessBody implements RunBody {
  readonly familyOf: Family
  readonly delegates: RunDelegates
  readonly #helpers: Helpers
  readonly #pipes: ChildPipes
  readonly #parts: ProcessBodyParts
  readonly #pressure = new BackPressure((paused) => this.#pausePipes(paused))
  /** Which signals the leader ignored or caught when it was last asked: read just before the signal was sent. */
  #dispositions: SignalDispositions | undefined
  #lastSignal: SignalName | undefined

  constructor(parts: ProcessBodyParts) {
    this.#parts = parts
    this.delegates = parts.delegates
    const { child, pid, startTime, table, report, runId } = parts
    const { terminal, space, outputFile } = parts.furnishing
    this.familyOf = new Family(table, runId, this.#leaderAt(pid, startTime), parts.ties)
    const { cwd, environment } = parts
    const { birthmarkPath } = parts
    const acts = (command: Leader): void => this.delegates.notice([command])
    this.#helpers = new Helpers({ cwd, environment, family: this.familyOf, table, space, birthmarkPath, acts })
    terminal?.onOutput((chunk) => this.#took(chunk, 'stdout'))
    outputFile?.onOutput((chunk) => this.#took(chunk, 'stdout'))
    this.#pipes = new ChildPipes(child, this.#pressure)
    this.#listen('stdout', child.stdout)
    this.#listen('stderr', child.stderr)
    const events = child.stdio[3]
    if (events && 'setEncoding' in events) readProgramEvents(events, report)
    // A pipe that breaks under a write says nothing that the exit does not say better.
    child.stdin?.on('error', () => undefined)
    child.once('exit', (code, signal) => {
      inBackground(this.#helpers.endLooks(), 'ending the looks at a program')
      if (!space) this.familyOf.leaderGone()
      parts.events?.read()
      report.ended({ how: 'exited', ...this.#exitOf(code, signal) })
    })
    if (!space) queueMicrotask(() => report.started({ pid }))
    else inBackground(this.#lookInside(space), 'looking for the leader in its namespace')
  }

  get guarantee(): ReturnType<typeof guaranteeOf> {
    return guaranteeOf(this.#parts.furnishing)
  }

  whyStillThere(): ReturnType<typeof refusalByDispositions> {
    return refusalByDenial(this.familyOf.denied()) ?? refusalByDispositions(this.#dispositions, this.#lastSignal)
  }

  async deliver(message: StopMessage): Promise<Delivery> {
    await this.#helpers.endLooks()
    if (message === 'ask') return this.#ask()
    if (message === 'terminate') return this.#signal('SIGKILL')
    if (typeof message === 'string') return this.#signal(message)
    if ('stdin' in message) return this.write(message.stdin, false)
    return this.#runCommand(message.command)
  }

  family(): Promise<FamilySight> {
    return this.familyOf.sight()
  }

  lastSignalTo(pid: number): string | undefined {
    return this.familyOf.lastSignalTo(pid)
  }

  async leftFiles(remove: boolean): Promise<LeftFiles | undefined> {
    return this.#parts.temp?.inspect(remove)
  }

  async release(): Promise<Released> {
    const { child, events, furnishing } = this.#parts
    const released = await this.#pipes.release()
    await furnishing.outputFile?.readToEnd(() => this.#pressure.flowing())
    if (child.connected) child.disconnect()
    events?.close()
    await unfurnish(furnishing)
    return released
  }

  letGo(): void {
    inBackground(this.#helpers.endLooks(), 'ending the looks at a program')
    this.#parts.child.removeAllListeners('exit')
    this.#parts.child.unref()
    // Whoever is let go of in need has pipes still: they must not keep us from leaving.
    for (const pipe of this.#parts.child.stdio) if (pipe instanceof Socket) pipe.unref()
    this.#parts.furnishing.outputFile?.close(false)
  }

  /** What was started stays outside the namespace; the leader is the process that it started inside. */
  async #lookInside(space: ProcessSpace): Promise<void> {
    const { child, pid, report } = this.#parts
    const gone = (): boolean => child.exitCode !== null || child.signalCode !== null
    const inside = await space.startedBy(pid, gone)
    if (inside !== undefined) this.familyOf.leadBy(this.#leaderAt(inside, this.#parts.table.startTimeOf(inside) ?? ''))
    report.started({ pid: inside ?? pid })
  }

  #leaderAt(pid: number, startTime: string): Leader {
    const { spec, shell } = this.#parts
    return { pid, startTime, command: commandText(wordsToRun(spec, shell)) }
  }

  #exitOf(code: number | null, signal: string | null): Pick<BodyEnd, 'exit' | 'evidence' | 'forMemory'> {
    const { space } = this.#parts.furnishing
    const exit = { code, signal }
    if (space && this.familyOf.leaderLives) {
      // Somebody ended the process at the entrance. Nobody could tell any more how the leader ends: so it ends now.
      space.end()
      return { exit: { code: null, signal: 'SIGKILL' }, evidence: { code: 'entrance-ended', exit } }
    }
    const told = { code: 'exit-reported', exit } as const
    const isOurs = this.familyOf.lastSignalTo(this.familyOf.leaderPid) === 'SIGKILL'
    const forMemory = isOurs ? undefined : this.#parts.whetherForMemory(exit, this.familyOf.usage.memoryBytes)
    return forMemory === undefined ? { exit, evidence: told } : { exit, forMemory, evidence: allOf(told, forMemory) }
  }

  async #ask(): Promise<Delivery> {
    const { child } = this.#parts
    if (!child.connected) return this.#signal('SIGTERM')
    this.#dispositions = this.#parts.table.dispositionsOf(this.familyOf.leaderPid)
    return new Promise((resolve) => {
      child.send({ type: 'quiesce:stop' }, (error) =>
        resolve(
          error
            ? { delivered: 'no', evidence: { code: 'channel-refused-stop', error: error.message } }
            : { delivered: 'yes', evidence: { code: 'channel-took-stop' }, deliveredTo: 1 },
        ),
      )
    })
  }

  async #signal(signal: SignalName): Promise<Delivery> {
    const { table, spec } = this.#parts
    const pid = this.familyOf.leaderPid
    const living = await this.familyOf.lookOrRemember()
    // Force tells nothing about why the polite steps before it were not enough.
    if (signal !== 'SIGKILL') {
      this.#dispositions = table.dispositionsOf(spokesmanOf(living, pid)) ?? this.#dispositions
      this.#lastSignal = signal
    }
    const leader = living.find((member) => member.pid === pid)
    if (spec.scope === 'leader' && signal !== 'SIGKILL' && leader)
      return signalMembers(this.familyOf, table, [leader], signal)
    const delivery = signalFamily(this.familyOf, table, living, signal)
    const { space } = this.#parts.furnishing
    return space && signal === 'SIGKILL' ? withEndedSpace(delivery, space.end()) : delivery
  }

  signalMembers(signal: SignalName, members: readonly LiveProcess[]): Promise<Delivery> {
    return Promise.resolve(signalMembers(this.familyOf, this.#parts.table, members, signal))
  }

  write(text: string, closeInput: boolean): Promise<Delivery> {
    return typeInto(this.#parts.furnishing.terminal, this.#parts.child.stdin, text, closeInput)
  }

  resize(size: TerminalSize): Promise<boolean> {
    return Promise.resolve(this.#parts.furnishing.terminal?.resize(size) ?? false)
  }

  look(command: readonly string[]): Promise<HelperAnswer> {
    return this.#helpers.look(command)
  }

  /** If it hangs it is part of the family, and ends with it. */
  async #runCommand(command: readonly string[]): Promise<Delivery> {
    const started = await this.#helpers.act(command, { QUIESCE_PID: String(this.familyOf.leaderPid) })
    if (!started.ok)
      return { delivered: 'no', evidence: { code: 'stop-command-not-started', problem: started.problem } }
    return {
      delivered: 'yes',
      evidence: { code: 'stop-command-started', command: commandText(command) },
      deliveredTo: 1,
    }
  }

  #listen(stream: 'stdout' | 'stderr', pipe: Readable | null): void {
    pipe?.on('error', () => undefined)
    pipe?.on('data', (chunk: Buffer) => this.#took(chunk, stream))
  }

  #took(chunk: Uint8Array, stream: 'stdout' | 'stderr'): void {
    this.#pressure.bytesCame()
    this.#parts.report.output(chunk, stream)
  }

  pauseOutput(paused: boolean): void {
    this.#pressure.pause(paused)
  }

  #pausePipes(paused: boolean): void {
    this.#parts.furnishing.terminal?.pause(paused)
    this.#parts.furnishing.outputFile?.pause(paused)
    const { stdout, stderr } = this.#parts.child
    for (const pipe of [stdout, stderr]) {
      if (paused) pipe?.pause()
      else pipe?.resume()
    }
  }
}
