import type { FoundBy } from '@contract/receipt'
import type { SignalName } from '@contract/stop'
import type { LiveProcess } from './live-process'
import { summed, type FamilyUsage } from './family-usage'
import type { ProcessEntry, ProcessTable } from './process-table'

const COMMAND_READS = 3

interface Member {
  readonly pid: number
  readonly startTime: string
  readonly foundBy: FoundBy | 'leader'
  place: Place
  command: string
  lastSignal?: SignalName
  /** It carries the mark, and is not the run's to end. */
  isApart?: boolean
  /** We started it for the run: a look at it, or a command of its stop policy. */
  readonly isHelper?: true
  /** The kernel refused to signal it. */
  isDenied?: boolean
  /** How often its command line was read: a young process may not have replaced its program yet. */
  reads: number
}

export interface Leader {
  readonly pid: number
  readonly startTime: string
  readonly command: string
}

/** Where a process was seen in its family. */
export type Place = Pick<LiveProcess, 'inGroup' | 'inSession' | 'hasParent' | 'groupId'>

const FIRST: Place = { inGroup: true, inSession: true, hasParent: false }

/** Those of one family that were ever seen, each by its pid and start time. */
export class KnownMembers {
  readonly #table: ProcessTable
  readonly #members = new Map<number, Member>()
  /** Its exit was reported: nobody has to be asked. */
  #leaderHasGone = false

  constructor(table: ProcessTable, leader: Leader | undefined) {
    this.#table = table
    if (leader) this.lead(leader)
  }

  lead(leader: Leader): void {
    this.#members.set(leader.pid, { ...leader, foundBy: 'leader', place: { ...FIRST, groupId: leader.pid }, reads: 0 })
  }

  include(helper: Leader): void {
    const place = { inGroup: false, inSession: false, hasParent: false, groupId: helper.pid }
    this.#members.set(helper.pid, { ...helper, foundBy: 'mark', place, isHelper: true, reads: 0 })
  }

  /** The leader, a helper, and who was signalled already: they are the run's, wherever they went. */
  isBound(pid: number, startTime: string): boolean {
    const member = this.#members.get(pid)
    if (member?.startTime !== startTime) return false
    return member.foundBy === 'leader' || member.isHelper === true || member.lastSignal !== undefined
  }

  leaderGone(): void {
    this.#leaderHasGone = true
  }

  forget(pid: number): void {
    this.#members.delete(pid)
  }

  get(pid: number): Pick<Member, 'pid' | 'startTime' | 'foundBy' | 'lastSignal'> | undefined {
    return this.#members.get(pid)
  }

  all(): Iterable<Pick<Member, 'pid' | 'startTime'>> {
    return this.#members.values()
  }

  isAlive(pid: number): boolean {
    const member = this.#members.get(pid)
    if (!member || (this.#leaderHasGone && member.foundBy === 'leader')) return false
    return this.#table.isAlive(member.pid, member.startTime)
  }

  remember(entry: ProcessEntry, foundBy: FoundBy, place: Place): void {
    const known = this.#members.get(entry.pid)
    if (known?.startTime === entry.startTime) {
      known.place = place
      if (known.reads++ < COMMAND_READS) known.command = this.#table.commandOf(entry.pid) ?? known.command
      return
    }
    const command = this.#table.commandOf(entry.pid) ?? '?'
    this.#members.set(entry.pid, { pid: entry.pid, startTime: entry.startTime, foundBy, place, command, reads: 1 })
  }

  living(): readonly LiveProcess[] {
    const living: LiveProcess[] = []
    for (const member of this.#members.values()) {
      const isAlive = this.isAlive(member.pid)
      if (isAlive && member.isApart !== true) living.push(asLiving(member))
      // The leader stays known for its group; others are forgotten when gone, but for the signal that ended them.
      else if (!isAlive && member.foundBy !== 'leader' && member.lastSignal === undefined)
        this.#members.delete(member.pid)
    }
    return living
  }

  noteSignal(signal: SignalName, pids: readonly number[]): void {
    for (const pid of pids) {
      const member = this.#members.get(pid)
      if (member) member.lastSignal = signal
    }
  }

  noteDenied(pids: readonly number[]): void {
    for (const pid of pids) {
      const member = this.#members.get(pid)
      if (member) member.isDenied = true
    }
  }

  noteApart(pids: ReadonlySet<number>): void {
    for (const member of this.#members.values()) member.isApart = pids.has(member.pid)
  }

  /** The living that carry the mark and are not the run's to end. */
  apart(): readonly LiveProcess[] {
    return [...this.#members.values()].filter((each) => each.isApart && this.isAlive(each.pid)).map(asLiving)
  }

  /** True when that is what they used in all. False where the platform cannot tell this cheaply. */
  used({ cpuMs, memoryBytes, processes }: FamilyUsage): boolean {
    if (!this.#table.usageOf) return false
    const used = [...this.#members.values()].map(({ pid, startTime }) => this.#table.usageOf?.(pid, startTime))
    const now = summed(used.filter((each) => each !== undefined))
    return now.cpuMs === cpuMs && now.memoryBytes === memoryBytes && now.processes === processes
  }

  /** The living that the kernel would not let us signal. */
  denied(): readonly LiveProcess[] {
    return [...this.#members.values()].filter((each) => each.isDenied && this.isAlive(each.pid)).map(asLiving)
  }
}

function asLiving({ pid, startTime, command, foundBy, place }: Member): LiveProcess {
  return { pid, startTime, command, foundBy, ...place }
}
