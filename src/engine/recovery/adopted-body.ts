import type { RunId } from '@contract/ids'
import type { SignalName, StopMessage } from '@contract/stop'
import { delay } from '../clock/patience'
import { inBackground } from '../in-background'
import type { Delivery, LiveProcess, RunBody, BodyReport } from '../kinds/task-kind'
import type { RunDelegates } from '../delegates/run-delegates'
import { Family } from '../processes/family'
import type { Reach } from '../processes/membership'
import type { OutputFile } from '../processes/output-file'
import type { LeftFiles, PrivateTemp } from '../processes/private-temp'
import type { ProcessEntry, ProcessTable } from '../processes/process-table'
import { signalFamily } from '../processes/signal-family'

/** The kernel tells the end of a process to its parent only: we are not, so we look. */
const LOOK_EVERY_MS = 100

export interface AdoptedParts {
  /** What it hands over, where its task is still known. */
  readonly delegates?: RunDelegates | undefined
  readonly table: ProcessTable
  readonly runId: RunId
  readonly leader: ProcessEntry
  readonly report: BodyReport
  readonly reach: Reach
  /** Its group's number is free for strangers from now on. */
  groupGone(): void
  /** Where it prints to, when it was meant to stay. */
  readonly outputFile?: OutputFile
  /** The folder that was made for it. */
  readonly temp?: PrivateTemp
}

/** A family that an earlier engine started. It is watched and can be signalled; its output and exit code are not ours. */
export class AdoptedBody implements RunBody {
  readonly guarantee =
    'It was found alive: its family is found by process group, mark and parent links; how it exits cannot be seen.'
  #over = false
  readonly familyOf: Family
  readonly delegates: RunDelegates | undefined
  readonly #parts: AdoptedParts
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
    const what = 'stdin' in message ? 'Its standard input is' : 'What its stop command needs is'
    return Promise.resolve({ delivered: 'no', evidence: `${what} not ours: an earlier Quiesce started it.` })
  }

  family(): Promise<readonly LiveProcess[]> {
    return this.familyOf.living()
  }

  lastSignalTo(pid: number): string | undefined {
    return this.familyOf.lastSignalTo(pid)
  }

  pauseOutput(paused: boolean): void {
    this.#parts.outputFile?.pause(paused)
  }

  letGo(): void {
    this.#over = true
    this.#parts.outputFile?.close(false)
  }

  release(): void {
    this.#parts.outputFile?.close(true)
  }

  async #signal(signal: SignalName): Promise<Delivery> {
    const living = await this.familyOf.look()
    return signalFamily(this.familyOf, this.#parts.table, living, this.#parts.leader.pid, signal)
  }

  async #watch(): Promise<void> {
    const { leader, table, report } = this.#parts
    while (table.isAlive(leader.pid, leader.startTime)) {
      await delay(LOOK_EVERY_MS)
      if (this.#over) return
    }
    const evidence = `Process ${leader.pid} is not there any more; how it ended is not told to anybody but its parent.`
    report.ended({ how: 'exited', evidence })
  }
}
