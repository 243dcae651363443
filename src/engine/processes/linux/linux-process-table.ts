import { commandText } from '../command-text'
import { monotonicMs } from '../../clock/clock'
import { RUN_MARK, type ProcessEntry, type ProcessScan, type ProcessTable, type PortHolder } from '../process-table'
import { processScan } from '../process-scan'
import { listeningPortsOf, portsInUse, whoListensOn } from './linux-ports'
import { givenSockets, heldSockets } from './linux-given'
import { kernelView } from './linux-holder'
import { dispositionsOf } from './linux-dispositions'
import { launchOf } from './linux-launch'
import { environmentOf, ownedBy, printsTo } from './linux-traces'
import { isLivingState, listProc, namespaceOf, readProc, statOf, type ProcStat } from './read-proc'

/** `getconf CLK_TCK` is 100 on every Linux that Node runs on (it is part of the user-space ABI). */
const MS_PER_TICK = 10
const PAGE_BYTES = 4096
/** How long processes are read before other work gets its turn. By time: on a busy machine one of them may cost a millisecond. */
const SLICE_MS = 5
/** A process this young may not have replaced its program yet, and with it its environment. */
const YOUNG_TICKS = 100

interface Belonging {
  readonly startTime: string
  readonly mark: string | undefined
  readonly namespace: string | undefined
  readonly sockets?: readonly string[]
}

/** Reads /proc. The environment mark is read once per process: it can only change when the program is replaced. */
export class LinuxProcessTable implements ProcessTable {
  readonly limits = [
    'A process that starts in a session of its own with an emptied environment and closes what it was given, after its parent has gone, cannot be seen to belong to its run.',
  ]
  readonly #marks = new Map<number, Belonging>()
  /** Nothing that is older than we are can hold what we gave away. Ticks since boot. */
  readonly #ownStart = Number(statOf(process.pid)?.startTime ?? 0)
  #running: Promise<ProcessScan> | undefined
  #next: Promise<ProcessScan> | undefined

  scan(): Promise<ProcessScan> {
    if (!this.#running) return (this.#running = this.#scanOnce())
    // The running scan may already have passed what the caller asks about: it needs one that begins after the call.
    this.#next ??= this.#running.then(() => {
      this.#next = undefined
      return (this.#running = this.#scanOnce())
    })
    return this.#next
  }

  isAlive(pid: number, startTime: string): boolean {
    const stat = statOf(pid)
    return stat !== undefined && stat.startTime === startTime && isLivingState(stat.state)
  }

  startTimeOf(pid: number): string | undefined {
    return statOf(pid)?.startTime
  }

  /** The number that was given away last, to a process or a thread: the fifth field. proc_loadavg(5). */
  lastMade(): string | undefined {
    return readProc('loadavg')?.trim().split(' ')[4]
  }

  usageOf(pid: number, startTime: string): ReturnType<typeof usedBy> | undefined {
    const stat = statOf(pid)
    return stat?.startTime === startTime && isLivingState(stat.state) ? usedBy(stat) : undefined
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
  launchOf = launchOf
  dispositionsOf = dispositionsOf
  kernelViewOf = kernelView
  listeningPortsOf = listeningPortsOf
  portsInUse = portsInUse
  environmentOf = environmentOf
  printsTo = printsTo
  ownedBy = ownedBy

  holdersOf(ports: readonly number[]): readonly PortHolder[] {
    return whoListensOn(ports).map((seen) => ({
      ...seen,
      command: this.commandOf(seen.pid) ?? '?',
      mark: this.#readMark(seen.pid),
    }))
  }

  async #scanOnce(): Promise<ProcessScan> {
    const at = monotonicMs()
    const entries = new Map<number, ProcessEntry>()
    let sliceBegan = at
    for (const name of listProc()) {
      const pid = Number(name)
      if (!Number.isInteger(pid)) continue
      if (monotonicMs() - sliceBegan > SLICE_MS) {
        await new Promise(setImmediate)
        sliceBegan = monotonicMs()
      }
      const stat = statOf(pid)
      if (!stat || !isLivingState(stat.state)) continue
      const { mark, namespace, sockets } = this.#belongingOf(pid, stat.startTime)
      entries.set(pid, {
        pid,
        parentPid: stat.parentPid,
        groupId: stat.groupId,
        sessionId: stat.sessionId,
        hasTerminal: stat.terminal !== 0,
        startTime: stat.startTime,
        mark,
        namespace,
        ...(sockets && { sockets }),
        ...usedBy(stat),
      })
    }
    for (const pid of this.#marks.keys()) if (!entries.has(pid)) this.#marks.delete(pid)
    if (!this.#next) this.#running = undefined
    return processScan(entries, at)
  }

  #belongingOf(pid: number, startTime: string): Belonging {
    const known = this.#marks.get(pid)
    if (known?.startTime === startTime) return known
    const mark = this.#readMark(pid)
    const sockets = mark === undefined && Number(startTime) >= this.#ownStart ? heldSockets(pid) : undefined
    const belonging = { startTime, mark, namespace: namespaceOf(pid), ...(sockets && { sockets }) }
    if (belonging.mark !== undefined || !isYoung(startTime)) this.#marks.set(pid, belonging)
    return belonging
  }

  #readMark(pid: number): string | undefined {
    const environ = readProc(`${pid}/environ`)
    if (environ === undefined) return undefined
    const at = environ.indexOf(`${RUN_MARK}=`)
    if (at < 0) return undefined
    const end = environ.indexOf('\0', at)
    return environ.slice(at + RUN_MARK.length + 1, end < 0 ? undefined : end)
  }
}

function usedBy({ cpuTicks, residentPages }: ProcStat): Pick<ProcessEntry, 'cpuMs' | 'memoryBytes'> {
  return { cpuMs: cpuTicks * MS_PER_TICK, memoryBytes: residentPages * PAGE_BYTES }
}

function isYoung(startTime: string): boolean {
  const uptimeTicks = Number(readProc('uptime')?.split(' ')[0] ?? 0) * 100
  return uptimeTicks - Number(startTime) < YOUNG_TICKS
}
