import type { Statement } from '@contract/statement'
import type { SignalName } from '@contract/stop'
import type { Sight } from './absence'
import type { HoldingsView } from './holdings'

/** One living process. A pid counts only together with its start time: pids are used again. */
export interface ProcessEntry {
  readonly pid: number
  readonly parentPid: number
  readonly groupId: number
  /** Absent where the system does not tell it. */
  readonly sessionId?: number
  /** It has a controlling terminal. Absent where the system does not tell it. */
  readonly hasTerminal?: boolean
  /** Opaque, comparable for equality: clock ticks since boot on Linux, a date elsewhere. */
  readonly startTime: string
  /** The value of the environment mark, where it can be read. */
  readonly mark: string | undefined
  /** Its PID namespace, where it can be read: comparable for equality. It is born in it and never leaves it. */
  readonly namespace?: string | undefined
  /** What only those of a run can hold among its lowest descriptors; only of those without a mark that are younger than we are. */
  readonly held?: readonly string[]
  /** Processor time used so far, in milliseconds. */
  readonly cpuMs: number
  readonly memoryBytes: number
}

/** All living processes at one moment. Zombies are not in it: they hold nothing but a number. */
export interface ProcessScan {
  readonly entries: ReadonlyMap<number, ProcessEntry>
  /** Why somebody who was alive when it ended may be missing. `undefined` when nobody can be. */
  readonly gap: Statement | undefined
  /** The pids that were given away last when it began and when it ended, where that can be told. */
  readonly pids?: { readonly atFirst: number; readonly atLast: number }
  /** Monotonic milliseconds when the scan began. */
  readonly at: number
  inGroup(groupId: number): readonly ProcessEntry[]
  childrenOf(pid: number): readonly ProcessEntry[]
  /** Without Quiesce itself, which carries a mark where it was started inside a run. */
  markedWith(mark: string): readonly ProcessEntry[]
  holding(link: string): readonly ProcessEntry[]
}

export interface SignalDispositions {
  readonly ignored: ReadonlySet<SignalName>
  readonly caught: ReadonlySet<SignalName>
  readonly blocked: ReadonlySet<SignalName>
  /** The kernel's one-letter state: `R` running, `S` sleeping, `D` uninterruptible, `T` stopped … */
  readonly state: string
}

/** `whole`: what it was started with stands there, so a mark that is missing was never there, or was taken out by `exec`. */
export type EnvironmentState = 'whole' | 'overwritten' | 'unreadable'

export interface KernelView {
  readonly parentPid: number
  /** In words: `sleeping`, `in an uninterruptible wait`. */
  readonly state: string
  readonly elapsedMs: number
  /** The kernel function that it sleeps in. */
  readonly waitsFor: string | undefined
}

export interface LifeSigns {
  /** It is being torn down, or a signal waits for it that it neither blocks nor ignores. */
  readonly isEnding: boolean
  /** It has something to do, and a processor or waits for one. */
  readonly isRunnable: boolean
  /** How often it was given a processor, comparable for equality. */
  readonly timesRun: string | undefined
}

export interface ListeningPort {
  readonly port: number
  /** `127.0.0.1`, `::`, as the kernel shows it. */
  readonly address: string
  readonly pid: number
}

export interface LaunchSeen {
  readonly words: readonly string[]
  readonly folder: string | undefined
  readonly variables: Readonly<Record<string, string>>
}

/** An open descriptor for a process that is about to be made, and how it is named with whoever holds it. The caller closes it. */
export interface Birthmark {
  readonly descriptor: number
  readonly link: string
}

/** Comparable as long as it is counted in the same place. */
export interface MemoryState {
  /** Processes that the kernel has killed for want of memory. */
  readonly oomKills: number
  /** The file that it stands in. */
  readonly countedIn: string
  readonly availableBytes?: number
}

export interface StraysView {
  /** The moment, to be put in order with start times. */
  now(): string
  /**
   * Those of a scan that were made since then, by somebody who has gone or by `host`, and show nothing of whom they belong to.
   * They may be a stranger's: they are named, and never signalled.
   */
  among(scan: ProcessScan, since: string, host?: number): readonly ProcessEntry[]
}

export interface PortHolder extends ListeningPort {
  readonly command: string
  /** The run mark that it carries, where it is one of ours. */
  readonly mark: string | undefined
}

/**
 * What the platform can tell about processes. The only place that reads `/proc` or runs `ps`. Each method answers with what
 * was seen; what cannot be seen on a platform is `undefined` and stands in `limits`, so that the card can say so.
 */
export interface ProcessTable {
  /** A scan that begins after the call. Calls that overlap share one. Rejects when processes cannot be listed. */
  scan(): Promise<ProcessScan>
  /** Whether this very process lives now. Cheap and synchronous. */
  isAlive(pid: number, startTime: string): boolean
  startTimeOf(pid: number): string | undefined
  /** Makes one at that path, where nothing is. Absent, or `undefined`, where there is none to be had. */
  birthmarkAt?(path: string): Birthmark | undefined
  /** The ends of channels that this process was given at its start; absent where it cannot be seen. */
  givenTo?(pid: number): ReadonlySet<string>
  /** Its process group now. Absent where it cannot be asked cheaply. */
  groupOf?(pid: number): number | undefined
  /** Whether it is about to go. Absent where it cannot be seen. */
  lifeSignsOf?(pid: number): LifeSigns | undefined
  /** Changes with every process that is made on the machine. Absent where the system does not tell, `undefined` when it did not. */
  lastMade?(): string | undefined
  /** What this very process used so far, or `undefined` when it does not live. Cheap and synchronous; absent where it is dear. */
  usageOf?(pid: number, startTime: string): Pick<ProcessEntry, 'cpuMs' | 'memoryBytes'> | undefined
  /** Grows while it runs or waits for a processor, opaque; absent or `undefined` where the system does not tell. */
  runTimeOf?(pid: number): string | undefined
  commandOf(pid: number): string | undefined
  /** Its words one by one, where it works, and those of its variables that say which daemon it asks. Absent where it cannot be seen. */
  launchOf?(pid: number): LaunchSeen | undefined
  /** The name of the file that it runs, without its folder; `undefined` where it cannot be seen. proc_pid_exe(5). */
  programOf?(pid: number): string | undefined
  dispositionsOf(pid: number): SignalDispositions | undefined
  /** State, age and what it waits for; `undefined` where it cannot be seen. */
  kernelViewOf(pid: number): KernelView | undefined
  /** Absent, or `undefined`, where the kernel does not count it. */
  memoryState?(): MemoryState | undefined
  /** Listening TCP ports held by these processes, as seen now or since a monotonic time; `undefined` where it cannot be seen. */
  listeningPortsOf(pids: readonly number[], since?: number): readonly ListeningPort[] | undefined
  /** Of these ports, those on which anybody listens now; `undefined` where it cannot be seen. */
  portsInUse(ports: readonly number[]): readonly number[] | undefined
  /** Who listens on these ports, whoever it is. Dear: it looks at every process's open files. */
  holdersOf(ports: readonly number[]): readonly PortHolder[]
  /** How its environment reads now. Absent where marks are not read from memory. */
  environmentOf?(pid: number): EnvironmentState
  /** Whether it prints to this file. Absent where that cannot be seen. */
  printsTo?(pid: number, path: string): boolean
  /** All processes with this value of `OWNER_MARK`. Dear; absent where it cannot be seen. */
  ownedBy?(owner: string): readonly number[]
  /** What can be seen of processes here: what it is worth that nobody was seen. */
  readonly sight: Sight
  /** Processes that may be anybody's. Absent where none can be told from others. */
  readonly strays?: StraysView
  /** Open sockets, files and locks. Absent where they cannot be seen. */
  readonly holdings?: HoldingsView
  /** What cannot be seen here. */
  readonly limits: readonly Statement[]
}

/** The name of the environment variable that every process of a run inherits. */
export const RUN_MARK = 'QUIESCE_RUN_ID'
/** Names the instance of Quiesce that owns the run: two instances never end each other's processes. */
export const OWNER_MARK = 'QUIESCE_OWNER_ID'

/** The owner that a run of a task with `keepRunning` carries: nobody ends it because its instance has gone. */
export function keptOwner(instance: string): string {
  return `kept-${instance}`
}
