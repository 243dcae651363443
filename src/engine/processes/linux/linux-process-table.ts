import type { Statement } from '@contract/statement'
import { defined } from '@tools/defined'
import { codeOf } from '@tools/errors'
import { commandText } from '../command-text'
import { givenSockets, heldLinks, openBirthmark } from './linux-given'
import type { PortHolder, ProcessEntry, ProcessScan, ProcessTable } from '../process-table'
import { dispositionsOf } from './linux-dispositions'
import { kernelView } from './linux-holder'
import { linuxStrays } from './linux-strays'
import { linuxHoldings } from './linux-holdings'
import { launchOf, programOf } from './linux-launch'
import { lifeSignsOf } from './linux-life-signs'
import { listeningPortsOf, portsInUse, whoListensOn } from './linux-ports'
import { memoryState } from './linux-memory'
import { environmentOf, ownedBy, printsTo } from './linux-traces'
import { LinuxScan, type Described } from './linux-scan'
import { lastPid, PidCounter } from './new-pids'
import { pageBytes } from './page-bytes'
import { readMark, type MarkSeen } from './read-mark'
import { isLiving, namespaceOf, readProc, readStat, statOf, threadsOf, type ProcStat } from './read-proc'

/** `getconf CLK_TCK` is 100 on every Linux that Node runs on (it is part of the user-space ABI). */
const MS_PER_TICK = 10
/** A process this young may not have replaced its program yet, and with it its environment. */
const YOUNG_TICKS = 100

interface Belonging {
  readonly startTime: string
  readonly mark: string | undefined
  readonly namespace: string | undefined
  readonly held?: readonly string[]
}

/** Reads /proc. The environment mark is read once per process: it can only change when the program is replaced. */
export class LinuxProcessTable implements ProcessTable {
  readonly sight = { marks: 'all', groups: true } as const
  readonly limits: readonly Statement[] = [
    { code: 'emptied-environment-unseen' },
    { code: 'hidden-environment-found-otherwise' },
  ]
  readonly #marks = new Map<number, Belonging>()
  /** Nothing that is older than we are can hold what we gave away. Ticks since boot. */
  readonly #ownStart = Number(statOf(process.pid)?.startTime ?? 0)
  readonly #counter = new PidCounter()
  #running: Promise<ProcessScan> | undefined
  #next: Promise<ProcessScan> | undefined

  scan(): Promise<ProcessScan> {
    if (!this.#running) return this.#begin()
    // The running scan may already have passed what the caller asks about: it needs one that begins after the call.
    this.#next ??= this.#over(this.#running).then(() => {
      this.#next = undefined
      return this.#begin()
    })
    return this.#next
  }

  /** Where it cannot be looked, whoever has that number counts as alive. */
  isAlive(pid: number, startTime: string): boolean {
    try {
      const stat = readStat(pid)
      return stat !== undefined && stat.startTime === startTime && isLiving(stat)
    } catch {
      return hasProcess(pid)
    }
  }

  startTimeOf(pid: number): string | undefined {
    return statOf(pid)?.startTime
  }

  groupOf(pid: number): number | undefined {
    return statOf(pid)?.groupId
  }

  /** The pid that was given away last, to a process or a thread. */
  lastMade(): string | undefined {
    return lastPid()?.toString()
  }

  usageOf(pid: number, startTime: string): ReturnType<typeof usedBy> | undefined {
    const stat = statOf(pid)
    return stat?.startTime === startTime && isLiving(stat) ? usedBy(stat) : undefined
  }

  /** Time on a processor, time of waiting for one, and how often. `Documentation/scheduler/sched-stats.rst`. */
  runTimeOf(pid: number): string | undefined {
    return readProc(`${pid}/schedstat`)
  }

  commandOf(pid: number): string | undefined {
    const line = readProc(`${pid}/cmdline`)
    if (line === undefined) return undefined
    const command = commandText(Buffer.from(line, 'latin1').toString('utf8').split('\0'))
    return command === '' ? `[${readProc(`${pid}/comm`)?.trim() ?? '?'}]` : command
  }

  givenTo = givenSockets
  birthmarkAt = openBirthmark
  memoryState = (): ReturnType<typeof memoryState> => memoryState()
  launchOf = launchOf
  programOf = programOf
  dispositionsOf = dispositionsOf
  lifeSignsOf = lifeSignsOf
  kernelViewOf = kernelView
  listeningPortsOf = listeningPortsOf
  portsInUse = portsInUse
  environmentOf = environmentOf
  printsTo = printsTo
  ownedBy = ownedBy
  holdings = linuxHoldings
  strays = linuxStrays

  holdersOf(ports: readonly number[]): readonly PortHolder[] {
    return whoListensOn(ports).map((seen) => ({
      ...seen,
      command: this.commandOf(seen.pid) ?? '?',
      mark: markOf(seen.pid),
    }))
  }

  #begin(): Promise<ProcessScan> {
    const scan = this.#scanOnce().finally(() => (this.#running = undefined))
    this.#running = scan
    return scan
  }

  /** Settles when the scan is over, however it went: one that failed must not fail those after it. */
  #over(scan: Promise<ProcessScan>): Promise<unknown> {
    return scan.catch(() => undefined)
  }

  async #scanOnce(): Promise<ProcessScan> {
    const scan = await new LinuxScan((pid, stat) => this.#describe(pid, stat), this.#counter).all()
    for (const pid of this.#marks.keys()) if (!scan.entries.has(pid)) this.#marks.delete(pid)
    return scan
  }

  #describe(pid: number, stat: ProcStat): Described {
    const { parentPid, groupId, sessionId, startTime } = stat
    const hasTerminal = stat.terminal !== 0
    const belonging = this.#belongingOf(pid, stat)
    const isDecided = belonging !== 'undecided'
    const { mark, namespace, held } = isDecided ? belonging : this.#withoutMark(pid, startTime)
    const belongs = { mark, namespace, ...defined({ held }) }
    return {
      entry: { pid, parentPid, groupId, sessionId, hasTerminal, startTime, ...belongs, ...usedBy(stat) },
      isDecided,
    }
  }

  #withoutMark(pid: number, startTime: string): Belonging {
    const held = Number(startTime) >= this.#ownStart ? heldLinks(pid) : undefined
    return { startTime, mark: undefined, namespace: namespaceOf(pid), ...defined({ held }) }
  }

  #belongingOf(pid: number, stat: ProcStat): Belonging | 'undecided' {
    const { startTime } = stat
    const known = this.#marks.get(pid)
    if (known?.startTime === startTime) return known
    const seen = readMark(pid, stat, () => threadsOf(pid))
    if (seen === 'undecided') return seen
    const mark = seen === 'hidden' ? undefined : seen.mark
    const belonging =
      mark === undefined ? this.#withoutMark(pid, startTime) : { startTime, mark, namespace: namespaceOf(pid) }
    if (mark !== undefined || !isYoung(startTime)) this.#marks.set(pid, belonging)
    return belonging
  }
}

/** `undefined` also where it cannot be told. */
function markOf(pid: number): string | undefined {
  const stat = statOf(pid)
  try {
    const seen: MarkSeen = stat ? readMark(pid, stat, () => threadsOf(pid)) : 'hidden'
    return typeof seen === 'string' ? undefined : seen.mark
  } catch {
    return undefined
  }
}

function hasProcess(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) !== 'ESRCH'
  }
}

function usedBy({ cpuTicks, residentPages }: ProcStat): Pick<ProcessEntry, 'cpuMs' | 'memoryBytes'> {
  return { cpuMs: cpuTicks * MS_PER_TICK, memoryBytes: residentPages * pageBytes() }
}

function isYoung(startTime: string): boolean {
  const uptimeTicks = Number(readProc('uptime')?.split(' ')[0] ?? 0) * 100
  return uptimeTicks - Number(startTime) < YOUNG_TICKS
}
