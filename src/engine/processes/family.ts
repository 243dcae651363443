import { monotonicMs } from '../clock/clock'
import { turn } from '../clock/turn'
import type { FoundBy } from '@contract/receipt'
import type { SignalName } from '@contract/stop'
import type { LiveProcess } from '../kinds/task-kind'
import { asLiving, isBound, type Leader, type Member, type Space, type Ties } from './family-ties'
import { summed } from './family-usage'
import { Membership } from './membership'
import { isQuiesce } from './own-processes'
import type { ProcessEntry, ProcessScan, ProcessTable } from './process-table'

const COMMAND_READS = 3
/**
 * Ports are noted and the first signal is sent within this of one another: one look serves both. A moment when one is stopped;
 * where a thousand are, the others' turns lie in between, and each would look at all processes twice.
 */
const MOMENT_MS = 250

/**
 * The processes of one run: the union of its process group, of everything that carries its mark, and of everything that was
 * ever seen to descend from one of them. Programs that write over their own environment lose the mark, daemons leave the
 * group, orphans lose their parent; only what escapes all three between two looks is lost to sight.
 */
export class Family {
  readonly #table: ProcessTable
  readonly #mark: string
  readonly #members = new Map<number, Member>()
  readonly #space: Space | undefined
  readonly #ties: Ties
  readonly #membership: Membership
  #groupId: number
  /** In a namespace: the process that waits outside for the leader, and carries its mark. It is ours, not the task's. */
  #entrance: number | undefined
  /** The group's number is free for strangers once the group was seen empty after its leader had gone. */
  #groupRetired = false
  /** Quiesce itself is in the group: a signal to all of it would reach us. */
  #groupIsShared = false
  #checksSinceLook = 0
  #lookedAt = -Infinity
  /** Its exit was reported: nobody has to be asked. */
  #leaderHasGone = false
  usage = summed([])

  constructor(table: ProcessTable, mark: string, leader: Leader, ties: Ties = {}) {
    this.#space = ties.space
    this.#ties = ties
    this.#membership = new Membership(ties.reach ?? 'all')
    this.#table = table
    this.#mark = mark
    this.#groupId = leader.pid
    this.#members.set(leader.pid, { ...leader, foundBy: 'leader', inGroup: true, groupId: leader.pid, reads: 0 })
  }

  get leaderPid(): number {
    return this.#groupId
  }

  get leaderLives(): boolean {
    const leader = this.#members.get(this.#groupId)
    return !this.#leaderHasGone && leader !== undefined && this.#table.isAlive(leader.pid, leader.startTime)
  }

  /** The leader that was named first only stands at the entrance of a namespace: the one inside has been found. */
  leadBy(leader: Leader): void {
    this.#members.delete(this.#groupId)
    this.#entrance = this.#groupId
    this.#groupId = leader.pid
    this.#groupRetired = false
    this.#members.set(leader.pid, { ...leader, foundBy: 'leader', inGroup: true, groupId: leader.pid, reads: 0 })
  }

  /** The system has reported its exit to us, its parent. Not for one inside a namespace: there the entrance is what exits. */
  leaderGone(): void {
    this.#leaderHasGone = true
  }

  /** Those alive now of whom it was known before: nobody new is looked for. Cheap and synchronous. */
  get knownLiving(): readonly LiveProcess[] {
    return this.#livingKnown()
  }

  /** Somebody whom we started for the run beside its leader: known from its birth, whatever it does to its environment. */
  include(helper: Leader): void {
    this.#members.set(helper.pid, {
      ...helper,
      foundBy: 'mark',
      inGroup: false,
      groupId: helper.pid,
      isHelper: true,
      reads: 0,
    })
  }

  /** Those alive now. Asks the known ones first; only when none is left, or now and then, is everything looked through. */
  async living(): Promise<readonly LiveProcess[]> {
    const known = this.#livingKnown()
    if (known.length > 0 && ++this.#checksSinceLook < 8) return known
    return this.look()
  }

  /** Looks through all processes of the machine. */
  async look(): Promise<readonly LiveProcess[]> {
    this.#checksSinceLook = 0
    const scan = await this.#table.scan()
    await turn()
    return this.learn(scan)
  }

  /** As `look`, but what was seen a moment ago will do. */
  async lookOrRemember(): Promise<readonly LiveProcess[]> {
    if (monotonicMs() - this.#lookedAt > MOMENT_MS) return this.look()
    await turn()
    return this.#livingKnown()
  }

  /** Takes in a scan that was made for somebody else as well. */
  learn(scan: ProcessScan): readonly LiveProcess[] {
    this.#lookedAt = scan.at
    const living = new Map<number, ProcessEntry>()
    const add = (entry: ProcessEntry, foundBy: FoundBy): void => {
      if (living.has(entry.pid) || entry.pid === this.#entrance) return
      if (isQuiesce(scan.entries, entry, this.#mark)) return void (this.#groupIsShared ||= this.#isInGroup(entry))
      living.set(entry.pid, entry)
      this.#remember(entry, foundBy)
      for (const child of scan.childrenOf(entry.pid)) add(child, 'parent')
    }
    for (const member of this.#members.values()) {
      const entry = scan.entries.get(member.pid)
      if (entry?.startTime === member.startTime) add(entry, 'parent')
    }
    for (const entry of this.#ownGroup(scan)) add(entry, 'group')
    for (const entry of scan.markedWith(this.#mark)) add(entry, 'mark')
    for (const socket of this.#ties.given ?? []) for (const entry of scan.holding(socket)) add(entry, 'descriptor')
    if (this.#space) for (const entry of scan.entries.values()) if (this.#space.holds(entry)) add(entry, 'namespace')
    const apart = this.#membership.leftAlone(living, scan, (entry) => this.#isTied(entry))
    for (const pid of living.keys()) {
      const member = this.#members.get(pid)
      if (member) member.isApart = apart.has(pid)
    }
    this.usage = summed(living.values())
    return this.#livingKnown()
  }

  /**
   * True when those who were there at the last look all live and used nothing since. Says nothing about new ones. False where
   * the platform cannot tell this cheaply.
   */
  get isAsItWas(): boolean {
    if (!this.#table.usageOf) return false
    const now = summed(
      [...this.#members.values()].flatMap((member) => this.#table.usageOf?.(member.pid, member.startTime) ?? []),
    )
    const { cpuMs, memoryBytes, processes } = this.usage
    return cpuMs === now.cpuMs && memoryBytes === now.memoryBytes && processes === now.processes
  }

  /** Those alive that carry the mark and are not the run's to end: they are named and left alone. As of the last look. */
  get leftAlone(): readonly LiveProcess[] {
    return [...this.#members.values()]
      .filter((member) => member.isApart === true && this.#table.isAlive(member.pid, member.startTime))
      .map(asLiving)
  }

  /** True while the leader's group is known to be ours: a signal to it reaches nobody else. */
  get groupIsOurs(): boolean {
    return !this.#groupRetired && !this.#groupIsShared
  }

  noteSignal(signal: SignalName, pids: readonly number[]): void {
    for (const pid of pids) {
      const member = this.#members.get(pid)
      if (member) member.lastSignal = signal
    }
  }

  lastSignalTo(pid: number): SignalName | undefined {
    return this.#members.get(pid)?.lastSignal
  }

  #ownGroup(scan: ProcessScan): readonly ProcessEntry[] {
    if (this.#groupRetired) return []
    const group = scan.inGroup(this.#groupId)
    // A scan for somebody else may have begun before this leader was there: only a dead leader's empty group is given up.
    const holder = scan.entries.get(this.#groupId)
    const startTime = this.#members.get(this.#groupId)?.startTime
    if (holder?.startTime === startTime || this.leaderLives) return group
    // One that has gone may have left its number to a stranger, which then leads a group of its own by that number.
    const foreign = holder !== undefined
    if (group.length > 0 && !foreign) return group
    this.#groupRetired = true
    this.#ties.groupGone?.()
    return []
  }

  /** In the leader's group or session, in its terminal, or signalled already: who was asked is not left alone afterwards. */
  #isTied(entry: ProcessEntry): boolean {
    if (isBound(this.#members.get(entry.pid), entry.startTime)) return true
    const { terminal } = this.#ties
    if (terminal !== undefined && this.#table.printsTo?.(entry.pid, terminal)) return true
    return entry.sessionId === this.#groupId || (!this.#groupRetired && this.#isInGroup(entry))
  }

  #isInGroup({ groupId }: ProcessEntry): boolean {
    return groupId === this.#groupId
  }

  #remember(entry: ProcessEntry, foundBy: FoundBy): void {
    const known = this.#members.get(entry.pid)
    const inGroup = this.#isInGroup(entry)
    if (known?.startTime === entry.startTime) {
      known.inGroup = inGroup
      known.groupId = entry.groupId
      if (known.reads++ < COMMAND_READS) known.command = this.#table.commandOf(entry.pid) ?? known.command
      return
    }
    this.#members.set(entry.pid, {
      pid: entry.pid,
      startTime: entry.startTime,
      // The surest way stands in the receipt: a mark is proof, a parent link only a sample.
      foundBy: inGroup
        ? 'group'
        : entry.mark === this.#mark
          ? 'mark'
          : this.#space?.holds(entry)
            ? 'namespace'
            : foundBy,
      inGroup,
      groupId: entry.groupId,
      command: this.#table.commandOf(entry.pid) ?? '?',
      reads: 1,
    })
  }

  #livingKnown(): readonly LiveProcess[] {
    const living: LiveProcess[] = []
    for (const member of this.#members.values()) {
      const hasGone = this.#leaderHasGone && member.foundBy === 'leader'
      const isAlive = !hasGone && this.#table.isAlive(member.pid, member.startTime)
      if (isAlive && member.isApart !== true) living.push(asLiving(member))
      // The leader stays known for its group; others are forgotten when gone, but for the signal that ended them.
      else if (!isAlive && member.foundBy !== 'leader' && member.lastSignal === undefined)
        this.#members.delete(member.pid)
    }
    return living
  }
}
