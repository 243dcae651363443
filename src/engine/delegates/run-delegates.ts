import type { Delegate, DelegateForecast } from '@contract/delegate'
import type { ExitFact } from '@contract/outcome'
import type { StopMessage } from '@contract/stop'
import type { Statement } from '@contract/statement'
import type { ProcessTaskSpec } from '@contract/task'
import { monotonicMs, wallMs } from '../clock/clock'
import { within } from '../clock/patience'
import { inBackground } from '../in-background'
import type { LiveProcess } from '../processes/live-process'
import type { ProcessTable } from '../processes/process-table'
import type { WatchedCall } from './container-calls'
import { unseenDelegate } from './container-told'
import { ContainerDaemon } from './container-daemon'
import { daemonAddress } from './daemon-address'
import type { ContainerEngine, Delegation } from './delegation'
import { forecastsOf } from './forecast'
import { leftInSession } from './local-work'
import { lookInServer, lookNowhere, type KnownDelegation } from './look-elsewhere'
import { delegationsOf, delegationsOfTask, mentionsLauncher } from './recognise'
import { RunContainers } from './run-containers'
import { lookAgain } from './stop-delegate'
import { saidInScripts } from './said-in-scripts'
import { isShell } from './wrappers'

/** However many daemons are asked, and however slow they are: a receipt waits for no more than this. */
const LOOK_WITHIN_MS = 6_000
/** A container that force was sent to is gone in milliseconds. Then it is told as still running. */
const GONE_AFTER_FORCE_MS = 3_000
const ID_LINE = /(?:^|[\s"'])([0-9a-f]{64})(?=$|[\s"'])/g
const ID_TAIL = 70

export interface RunDelegatesParts {
  readonly spec: ProcessTaskSpec
  readonly folder: string
  readonly environment: Readonly<Record<string, string>>
  readonly table: ProcessTable
  /** The kernel's start time of the leader. */
  readonly startTime: string
  /** What the leader really is, where that is seen: a link may call it by another name. */
  readonly program?: string | undefined
  /** Wall clock when the run began, and what an earlier engine knew of it; for a run that was taken over. */
  readonly earlier?: { readonly since: number; readonly delegates: readonly Delegate[] }
  /** What is known of it has changed: a forecast, or a container that was found. */
  changed(forecasts: readonly DelegateForecast[], known: readonly Delegate[]): void
  tell(text: string): void
}

/** How a step of the ladder reaches what was handed over. */
export interface DelegateStep {
  readonly send: StopMessage
  /** Until force follows, in whole seconds; -1 where none does. */
  readonly graceSeconds: number
}

/** What one run hands to somebody outside its family: what is known of it, the ways to reach it, and what became of it. */
export class RunDelegates {
  readonly #parts: RunDelegatesParts
  readonly #since: number
  readonly #known: KnownDelegation[] = []
  readonly #seenPids = new Set<string>()
  /** The command line of each member when it was looked through last. */
  readonly #read = new Map<number, string>()
  readonly #daemons = new Map<string, RunContainers>()
  /** Where a call's daemon cannot be asked, and why. */
  readonly #unreachable = new Map<Delegation, Statement>()
  #placing: Promise<unknown> = Promise.resolve()
  #printed = ''
  #forcedAt: number | undefined
  #exit: ExitFact | undefined

  constructor(parts: RunDelegatesParts) {
    this.#parts = parts
    this.#since = parts.earlier?.since ?? wallMs()
    for (const delegation of delegationsOfTask(byItsName(parts))) this.#add({ delegation })
    inBackground(this.#readScripts(), 'reading what a script hands over')
  }

  get forecasts(): readonly DelegateForecast[] {
    return forecastsOf(this.#counted().map(({ delegation }) => delegation))
  }

  /** As far as it is known now, without asking anybody: what an account keeps for the next start. */
  get known(): readonly Delegate[] {
    const daemons = [...this.#daemons.values()]
    const containers = daemons.flatMap((daemon) => daemon.known)
    const others = this.#counted().filter(({ delegation }) => !daemons.some((daemon) => daemon.hasFound(delegation)))
    return distinct([
      ...containers,
      ...others.map(({ delegation }) => unseenDelegate(delegation, { code: 'nobody-looked-yet' })),
    ])
  }

  /** The family as it was seen: a launcher among it hands something over. */
  notice(living: readonly Pick<LiveProcess, 'pid' | 'startTime' | 'command'>[]): void {
    for (const { pid, startTime, command } of living) {
      if (this.#read.get(pid) === command) continue
      this.#read.set(pid, command)
      if (mentionsLauncher(command)) this.#noticed({ pid, startTime, command })
      else {
        // Behind a link it is called as the link is.
        const program = this.#parts.table.programOf?.(pid)
        if (program !== undefined && mentionsLauncher(program)) this.#noticed({ pid, startTime, command }, program)
      }
    }
  }

  /** `program`: what it really is, where it was called by another name. */
  #noticed({ pid, startTime, command }: Pick<LiveProcess, 'pid' | 'startTime' | 'command'>, program?: string): void {
    const launch = this.#parts.table.launchOf?.(pid)
    const called = launch?.words ?? command.split(' ')
    const words = program === undefined ? called : [program, ...called.slice(1)]
    const key = `${pid}:${startTime}:${words.join(' ')}`
    if (this.#seenPids.has(key)) return
    this.#seenPids.add(key)
    // A shell's text only says what it may run: that is a process of its own when it does.
    const seenPid = isShell(words) ? {} : { pid }
    for (const delegation of delegationsOf(words)) {
      const variables = { ...launch?.variables, ...delegation.variables }
      this.#add({ delegation: { ...delegation, variables }, ...seenPid }, launch?.folder)
    }
  }

  /** `docker run -d` prints the id of what it made: it may be anywhere in what the run prints. */
  printed(chunk: Uint8Array): void {
    if (this.#daemons.size === 0) return
    const text = this.#printed + Buffer.from(chunk).toString('latin1')
    for (const [, id = ''] of text.matchAll(ID_LINE)) for (const daemon of this.#daemons.values()) daemon.printed(id)
    this.#printed = text.slice(-ID_TAIL)
  }

  leaderLeft(exit: ExitFact): void {
    this.#exit = exit
  }

  /** Sends a step of the ladder on to those that no signal reaches. Resolves when each daemon has it, or cannot be asked. */
  async deliver({ send, graceSeconds }: DelegateStep, clientsLive: boolean): Promise<void> {
    if (this.#daemons.size === 0 && this.#known.length === 0) return
    await within(LOOK_WITHIN_MS, this.#placing)
    const daemons = [...this.#daemons.values()]
    if (send === 'terminate' || send === 'SIGKILL') {
      await Promise.all(daemons.map((daemon) => daemon.kill()))
      this.#forcedAt = monotonicMs()
      return
    }
    // Text or a command is the person's own way to end it: that gets its time, and what it leaves is stopped afterwards.
    if (typeof send !== 'string' && clientsLive) return
    await Promise.all(daemons.map((daemon) => daemon.stop(graceSeconds, clientsLive)))
  }

  /** Resolves when no container of the run runs any more, its daemon cannot be asked, or force had its time. */
  async untilGone(over: () => boolean): Promise<void> {
    const until = (): number =>
      over() ? 0 : this.#forcedAt === undefined ? Infinity : this.#forcedAt + GONE_AFTER_FORCE_MS
    await Promise.all([...this.#daemons.values()].map((daemon) => daemon.untilGone(until)))
  }

  /** What became of each. Bounded; who could not be asked in time is unknown. */
  async look(): Promise<readonly Delegate[]> {
    const { earlier } = this.#parts
    if (this.#known.length === 0 && earlier === undefined) return []
    await within(LOOK_WITHIN_MS, this.#placing)
    const daemons = [...this.#daemons.values()]
    const asked = await within(LOOK_WITHIN_MS, Promise.all(daemons.map((daemon) => daemon.look())))
    const containers =
      asked?.flat() ??
      this.#counted()
        .filter(({ delegation }) => delegation.look.at === 'daemon' && !this.#unreachable.has(delegation))
        .map(({ delegation }) => unseenDelegate(delegation, { code: 'daemon-too-late' }))
    const others: Delegate[] = []
    for (const each of this.#counted()) {
      const { delegation } = each
      const why = this.#unreachable.get(delegation)
      if (why !== undefined) others.push(unseenDelegate(delegation, { code: 'work-not-known', why }))
      else if (delegation.look.at === 'server')
        others.push(await lookInServer(delegation, this.#parts.table, this.#parts.startTime))
      else if (delegation.look.at === 'nowhere') others.push(lookNowhere(each, this.#parts.spec, this.#exit))
    }
    // What was known before comes last: the same container, found anew, is told with what was sent to it.
    const before = await Promise.all((earlier?.delegates ?? []).map(lookAgain))
    return distinct([...containers, ...others, ...before])
  }

  close(): void {
    for (const daemon of this.#daemons.values()) daemon.close()
  }

  /** A command line with a variable in it says less than the process that was seen to run it. */
  #counted(): readonly KnownDelegation[] {
    return this.#known.filter(({ delegation, pid }) => {
      if (pid !== undefined || !delegation.name.includes('$')) return true
      return !this.#known.some((other) => other.pid !== undefined && other.delegation.launcher === delegation.launcher)
    })
  }

  #add(known: KnownDelegation, folder = this.#parts.folder): void {
    const { delegation } = known
    const at = this.#known.findIndex((other) => isSame(other.delegation, delegation))
    const said = this.#known[at]
    if (said !== undefined && (said.pid !== undefined || known.pid === undefined)) return
    // What a command line said is now seen. Where its daemon is asked stays as it is, unless its own environment says otherwise.
    if (said !== undefined) this.#known[at] = { ...said, pid: known.pid ?? 0 }
    else this.#known.push(known)
    const { look } = delegation
    if (look.at === 'daemon') {
      const call: WatchedCall = { delegation, call: look.call, folder }
      this.#placing = Promise.all([this.#placing, this.#place(call, look.engine)])
    }
    this.#changed()
  }

  #changed(): void {
    this.#parts.changed(this.forecasts, this.known)
  }

  async #place(call: WatchedCall, engine: ContainerEngine): Promise<void> {
    const { environment } = this.#parts
    const address = await daemonAddress(engine, call.call.address, { ...environment, ...call.delegation.variables })
    if (!address.ok) {
      this.#unreachable.set(call.delegation, address.why)
      return
    }
    const known = this.#daemons.get(address.socketPath)
    const daemon = known ?? this.#listenAt(address.socketPath, engine)
    daemon.watch(call)
  }

  #listenAt(socketPath: string, engine: ContainerEngine): RunContainers {
    const daemon = new RunContainers({
      daemon: new ContainerDaemon(socketPath),
      called: engine === 'docker' ? 'Docker' : 'Podman',
      since: this.#since,
      inSessionOf: (pid) => leftInSession(this.#parts.table, pid),
      changed: () => this.#changed(),
      tell: (text) => this.#parts.tell(text),
    })
    this.#daemons.set(socketPath, daemon)
    return daemon
  }

  async #readScripts(): Promise<void> {
    const { spec, folder } = this.#parts
    for (const delegation of await saidInScripts(spec, folder)) this.#add({ delegation })
  }
}

function isSame(one: Delegation, other: Delegation): boolean {
  return (
    one.launcher === other.launcher &&
    one.name === other.name &&
    JSON.stringify(one.look) === JSON.stringify(other.look)
  )
}

function distinct(delegates: readonly Delegate[]): readonly Delegate[] {
  return delegates.filter(({ id }, index) => delegates.findIndex((each) => each.id === id) === index)
}

/** A task whose program is a launcher behind a link, as if it had been called by its own name. */
function byItsName({ spec, program }: RunDelegatesParts): ProcessTaskSpec {
  const isLink = spec.shell !== true && program !== undefined && mentionsLauncher(program)
  return isLink && !mentionsLauncher(spec.command) ? { ...spec, command: program } : spec
}
