import { homedir } from 'node:os'
import type { RunId } from '@contract/ids'
import type { SignalName, StopMessage } from '@contract/stop'
import type { TaskSpec } from '@contract/task'
import { defined } from '@tools/defined'
import { delay } from '../clock/patience'
import { inBackground } from '../in-background'
import { BackPressure } from '../kinds/back-pressure'
import { Helpers, type HelperAnswer } from '../kinds/helpers'
import type { Delivery, Released, RunBody, BodyReport } from '../kinds/task-kind'
import type { FamilySight, LiveProcess } from '../processes/live-process'
import type { RunDelegates } from '../delegates/run-delegates'
import { childEnvironment } from '../processes/child-environment'
import { variablesOf } from '../processes/env-files'
import { Family } from '../processes/family'
import type { Reach } from '../processes/membership'
import type { OutputFile } from '../processes/output-file'
import type { LeftFiles, PrivateTemp } from '../processes/private-temp'
import { OWNER_MARK, RUN_MARK, type ProcessEntry, type ProcessTable } from '../processes/process-table'
import { signalFamily, signalMembers } from '../processes/signal-family'
import { refusalByDenial } from '../processes/refusal'

/** The kernel tells the end of a process to its parent only: we are not, so we look. */
const LOOK_EVERY_MS = 100

export interface AdoptedParts {
  /** What it hands over, where its task is still known. */
  readonly delegates?: RunDelegates | undefined
  readonly table: ProcessTable
  readonly runId: RunId
  /** The task as it is now. */
  readonly spec: TaskSpec
  /** The owner mark of what is started for it. */
  readonly owner: string
  readonly leader: ProcessEntry
  readonly report: BodyReport
  readonly reach: Reach
  /** What its birthmark is called with whoever holds it. */
  readonly birthmark?: string | undefined
  /** Its group's number is free for strangers from now on. */
  groupGone(): void
  /** Where it prints to, when it was meant to stay. */
  readonly outputFile?: OutputFile
  /** The folder that was made for it. */
  readonly temp?: PrivateTemp
}

/** A family that an earlier engine started. It is watched and can be signalled; its output and exit code are not ours. */
export class AdoptedBody implements RunBody {
  readonly guarantee = { code: 'family-found-alive' } as const
  readonly takenOver = true
  #over = false
  #helpers: Helpers | undefined
  readonly familyOf: Family
  readonly delegates: RunDelegates | undefined
  readonly #parts: AdoptedParts
  readonly #pressure = new BackPressure((paused) => this.#parts.outputFile?.pause(paused))
  readonly leftFiles?: (remove: boolean) => Promise<LeftFiles>

  constructor(parts: AdoptedParts) {
    const { table, runId, leader, report } = parts
    this.#parts = parts
    const { temp } = parts
    if (temp) this.leftFiles = (remove) => temp.inspect(remove)
    const command = table.commandOf(leader.pid) ?? '?'
    this.familyOf = new Family(
      table,
      runId,
      { pid: leader.pid, startTime: leader.startTime, command },
      {
        reach: parts.reach,
        given: new Set(parts.birthmark === undefined ? [] : [parts.birthmark]),
        groupGone: () => parts.groupGone(),
      },
    )
    this.delegates = parts.delegates
    parts.outputFile?.onOutput((chunk) => report.output(chunk, 'stdout'))
    queueMicrotask(() => report.started({ pid: leader.pid }))
    inBackground(this.#watch(), 'watching a program that was taken over')
  }

  deliver(message: StopMessage): Promise<Delivery> {
    if (message === 'ask') return this.#signal('SIGTERM')
    if (message === 'terminate') return this.#signal('SIGKILL')
    if (typeof message === 'string') return this.#signal(message)
    const what = 'stdin' in message ? 'standard-input' : 'stop-command'
    return Promise.resolve({ delivered: 'no', evidence: { code: 'not-ours-to-use', what } })
  }

  family(): Promise<FamilySight> {
    return this.familyOf.sight()
  }

  signalMembers(signal: SignalName, members: readonly LiveProcess[]): Promise<Delivery> {
    return Promise.resolve(signalMembers(this.familyOf, this.#parts.table, members, signal))
  }

  whyStillThere(): ReturnType<typeof refusalByDenial> {
    return refusalByDenial(this.familyOf.denied())
  }

  lastSignalTo(pid: number): string | undefined {
    return this.familyOf.lastSignalTo(pid)
  }

  pauseOutput(paused: boolean): void {
    this.#pressure.pause(paused)
  }

  /** With an environment made anew, as the task says now: that of the program belongs to an earlier start. */
  async look(command: readonly string[]): Promise<HelperAnswer> {
    const { spec, runId, owner, table, temp } = this.#parts
    if (spec.kind !== 'process') return { ok: false, problem: 'There is no process to look at.' }
    const cwd = spec.cwd ?? homedir()
    const ofTask = await variablesOf(spec)
    if (!ofTask.ok) return ofTask
    const marks = { [RUN_MARK]: runId, [OWNER_MARK]: owner, ...defined({ TMPDIR: temp?.path }) }
    const environment = childEnvironment(process.env, ofTask.variables, marks)
    this.#helpers ??= new Helpers({ cwd, environment, family: this.familyOf, table })
    return this.#helpers.look(command)
  }

  letGo(): void {
    this.#over = true
    this.#endLooks()
    this.#parts.outputFile?.close(false)
  }

  async release(): Promise<Released> {
    const { outputFile } = this.#parts
    await outputFile?.readToEnd(() => this.#pressure.flowing())
    outputFile?.close(true)
    return 'free'
  }

  #endLooks(): void {
    if (this.#helpers) inBackground(this.#helpers.endLooks(), 'ending the looks at a program')
  }

  async #signal(signal: SignalName): Promise<Delivery> {
    await this.#helpers?.endLooks()
    const living = await this.familyOf.look()
    return signalFamily(this.familyOf, this.#parts.table, living, signal)
  }

  async #watch(): Promise<void> {
    const { leader, table, report } = this.#parts
    while (table.isAlive(leader.pid, leader.startTime)) {
      await delay(LOOK_EVERY_MS)
      if (this.#over) return
    }
    this.#endLooks()
    report.ended({ how: 'exited', evidence: { code: 'adopted-leader-gone', pid: leader.pid } })
  }
}
