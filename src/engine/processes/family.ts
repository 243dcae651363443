import { messageOf } from '@tools/errors'
import { monotonicMs } from '../clock/clock'
import { turn } from '../clock/turn'
import type { FoundBy } from '@contract/receipt'
import type { SignalName } from '@contract/stop'
import type { FamilySight, LiveProcess } from './live-process'
import type { Space, Ties } from './family-ties'
import { summed } from './family-usage'
import { KnownMembers, type Leader, type Place } from './known-members'
import { Membership } from './membership'
import { cameRound, lastPidOf } from './group-number'
import { isQuiesce } from './own-processes'
import type { ProcessEntry, ProcessScan, ProcessTable } from './process-table'
import { lookUntilSure, type Look } from './prove-absence'
import { doubtOf } from './stray-doubt'

/**
 * Ports are noted and the first signal is sent within this of one another: one look serves both. A moment when one is stopped;
 * where a thousand are, the others' turns lie in between, and each would look at all processes twice.
 */
const MOMENT_MS = 250
/** While members are known to live, everything is scanned at each so many-th time that somebody asks. */
const CHECKS_BETWEEN_SCANS = 8

/**
 * The processes of one run: the union of its process group, of everything that carries its mark, and of everything that was
 * ever seen to descend from one of them. Programs that write over their own environment lose the mark, daemons leave the
 * group, orphans lose their parent; only what escapes all three between two looks is lost to sight. Does not reject.
 */
export class Family {
  readonly #table: ProcessTable
  readonly #mark: string
  readonly #known: KnownMembers
  readonly #space: Space | undefined
  readonly #ties: Ties
  readonly #membership: Membership
  /** Nobody who is older can be of the family. Absent where start times have no order. */
  readonly #since: string | undefined
  #groupId: number
  /** In a namespace: the process that waits outside for the leader, and carries its mark. It is ours, not the task's. */
  #entrance: number | undefined
  /** The group's number is free for strangers once the group was seen empty after its leader had gone. */
  #groupRetired = false
  /** Quiesce itself is in the group: a signal to all of it would reach us. */
  #groupIsShared = false
  /** The group was seen to be ours after this pid had been given away. */
  #groupHeldAfter: number | undefined
  #checksSinceLook = 0
  #lookedAt = -Infinity
  usage = summed([])

  /** Without a leader, for code that runs in one of our own processes: whoever it starts is known by the mark alone, and by descent. */
  constructor(table: ProcessTable, mark: string, leader: Leader | undefined, ties: Ties = {}) {
    this.#space = ties.space
    this.#ties = ties
    this.#membership = new Membership(ties.reach ?? 'all')
    this.#table = table
    this.#mark = mark
    this.#since = (leader?.startTime ?? '') || table.strays?.now()
    this.#groupId = leader?.pid ?? -1
    this.#groupRetired = leader === undefined
    this.#groupHeldAfter = lastPidOf(table)
    this.#known = new KnownMembers(table, leader)
  }

  get leaderPid(): number {
    return this.#groupId
  }

  get leaderLives(): boolean {
    return this.#known.isAlive(this.#groupId)
  }

  /** The leader that was named first only stands at the entrance of a namespace: the one inside has been found. */
  leadBy(leader: Leader): void {
    this.#known.forget(this.#groupId)
    this.#entrance = this.#groupId
    this.#groupId = leader.pid
    this.#groupRetired = false
    this.#groupHeldAfter = lastPidOf(this.#table)
    this.#known.lead(leader)
  }

  /** The system has reported its exit to us, its parent. Not for one inside a namespace: there the entrance is what exits. */
  leaderGone(): void {
    this.#known.leaderGone()
  }

  /** Those alive now of whom it was known before: nobody new is looked for. Cheap and synchronous. */
  get knownLiving(): readonly LiveProcess[] {
    return this.#known.living()
  }

  /** Somebody whom we started for the run beside its leader: known from its birth, whatever it does to its environment. */
  include(helper: Leader): void {
    this.#known.include(helper)
  }

  /** Those alive now. Asks the known ones first; only when none is left, or now and then, is everything scanned. */
  async sight(): Promise<FamilySight> {
    const known = this.#known.living()
    if (known.length > 0 && ++this.#checksSinceLook < CHECKS_BETWEEN_SCANS) return { living: known }
    return lookUntilSure(() => this.#look(), this.#table.sight)
  }

  /** Looks through all processes of the machine. Where that fails, those known before are asked. */
  async look(): Promise<readonly LiveProcess[]> {
    return (await this.#look()).living
  }

  /** As `look`, but what was seen a moment ago will do. */
  async lookOrRemember(): Promise<readonly LiveProcess[]> {
    if (monotonicMs() - this.#lookedAt > MOMENT_MS) return this.look()
    await turn()
    return this.#known.living()
  }

  /** Takes in a scan that was made for somebody else as well. */
  learn(scan: ProcessScan): readonly LiveProcess[] {
    return this.#learnt(scan).living
  }

  /**
   * True when those who were there at the last look all live and used nothing since. Says nothing about new ones. False where
   * the platform cannot tell this cheaply.
   */
  get isAsItWas(): boolean {
    return this.#known.used(this.usage)
  }

  /** Those alive that carry the mark and are not the run's to end: they are named and left alone. As of the last look. */
  get leftAlone(): readonly LiveProcess[] {
    return this.#known.apart()
  }

  /** True while the leader's group is known to be ours: a signal to it reaches nobody else. */
  get groupIsOurs(): boolean {
    return !this.#groupRetired && !this.#groupIsShared
  }

  noteSignal(signal: SignalName, pids: readonly number[]): void {
    this.#known.noteSignal(signal, pids)
  }

  noteDenied(pids: readonly number[]): void {
    this.#known.noteDenied(pids)
  }

  lastSignalTo(pid: number): SignalName | undefined {
    return this.#known.get(pid)?.lastSignal
  }

  /** The living that the kernel would not let us signal. */
  denied(): readonly LiveProcess[] {
    return this.#known.denied()
  }

  async #look(): Promise<Look> {
    this.#checksSinceLook = 0
    try {
      const scan = await this.#table.scan()
      await turn()
      return this.#learnt(scan)
    } catch (error) {
      return {
        living: this.#known.living(),
        processes: 0,
        gap: { code: 'processes-not-listed', problem: messageOf(error) },
      }
    }
  }

  #learnt(scan: ProcessScan): Look {
    this.#lookedAt = scan.at
    const seen = this.#seenIn(scan)
    for (const { entry, foundBy } of seen.values())
      this.#known.remember(entry, this.#surestWay(entry, foundBy), this.#placeOf(entry, seen))
    const entries = new Map([...seen].map(([pid, { entry }]) => [pid, entry]))
    this.#known.noteApart(this.#membership.leftAlone(entries, scan, (entry) => this.#isTied(entry)))
    this.usage = summed(entries.values())
    const living = this.#known.living()
    // Whoever was seen and has gone since may have left somebody who was made after the scan.
    const hasLost = [...entries.keys()].some((pid) => !this.#known.isAlive(pid))
    const gap = hasLost ? ({ code: 'member-left-during-scan' } as const) : scan.gap
    const others = { since: this.#since, apart: this.#known.apart() }
    const doubt = living.length > 0 || gap ? undefined : doubtOf(scan, this.#table, this.#ties, others)
    return { living, processes: scan.entries.size, gap, doubt }
  }

  #seenIn(scan: ProcessScan): ReadonlyMap<number, { readonly entry: ProcessEntry; readonly foundBy: FoundBy }> {
    const seen = new Map<number, { readonly entry: ProcessEntry; readonly foundBy: FoundBy }>()
    const add = (entry: ProcessEntry, foundBy: FoundBy): void => {
      if (seen.has(entry.pid) || entry.pid === this.#entrance) return
      if (isQuiesce(scan.entries, entry, this.#mark))
        return void (this.#groupIsShared ||= entry.groupId === this.#groupId)
      seen.set(entry.pid, { entry, foundBy })
      for (const child of scan.childrenOf(entry.pid)) add(child, 'parent')
    }
    for (const member of this.#known.all()) {
      const entry = scan.entries.get(member.pid)
      if (entry?.startTime === member.startTime) add(entry, 'parent')
    }
    for (const entry of this.#ownGroup(scan)) add(entry, 'group')
    for (const entry of scan.markedWith(this.#mark)) add(entry, 'mark')
    for (const link of this.#ties.given ?? []) for (const entry of scan.holding(link)) add(entry, 'descriptor')
    if (this.#space) for (const entry of scan.entries.values()) if (this.#space.holds(entry)) add(entry, 'namespace')
    return seen
  }

  #ownGroup(scan: ProcessScan): readonly ProcessEntry[] {
    if (this.#groupRetired) return []
    const group = scan.inGroup(this.#groupId)
    // A scan for somebody else may have begun before this leader was there: only a dead leader's empty group is given up.
    const holder = scan.entries.get(this.#groupId)
    const startTime = this.#known.get(this.#groupId)?.startTime
    const isHeld = holder?.startTime === startTime || this.leaderLives
    // One that has gone may have left its number to a stranger, which then leads a group of its own by that number.
    const isFree = group.length === 0 || holder !== undefined || this.#numberCameRound(scan)
    if (!isHeld && isFree) {
      this.#groupRetired = true
      this.#ties.groupGone?.()
      return []
    }
    this.#groupHeldAfter = scan.pids?.atFirst ?? this.#groupHeldAfter
    return group
  }

  /** Its turn came since the group was known to be ours, and nobody who is in it now was in it then: they may be strangers. */
  #numberCameRound(scan: ProcessScan): boolean {
    const isKnown = (entry: ProcessEntry): boolean => this.#known.get(entry.pid)?.startTime === entry.startTime
    return cameRound(this.#groupId, this.#groupHeldAfter, scan.pids) && !scan.inGroup(this.#groupId).some(isKnown)
  }

  /** The surest way stands in the receipt: a mark is proof, a parent link only a sample. */
  #surestWay(entry: ProcessEntry, foundBy: FoundBy): FoundBy {
    if (entry.groupId === this.#groupId) return 'group'
    if (entry.mark === this.#mark) return 'mark'
    return this.#space?.holds(entry) ? 'namespace' : foundBy
  }

  /** In the leader's group or session, in its terminal, or signalled already: who was asked is not left alone afterwards. */
  #isTied(entry: ProcessEntry): boolean {
    if (this.#known.isBound(entry.pid, entry.startTime)) return true
    const { terminal } = this.#ties
    if (terminal !== undefined && this.#table.printsTo?.(entry.pid, terminal)) return true
    return entry.sessionId === this.#groupId || (!this.#groupRetired && entry.groupId === this.#groupId)
  }

  #placeOf(entry: ProcessEntry, seen: ReadonlyMap<number, unknown>): Place {
    const [inGroup, inSession] = [entry.groupId === this.#groupId, entry.sessionId === this.#groupId]
    return { inGroup, inSession, hasParent: seen.has(entry.parentPid), groupId: entry.groupId }
  }
}
