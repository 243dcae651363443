import type { Delegate } from '@contract/delegate'
import type { Statement } from '@contract/statement'
import { say } from '@vocabulary/sentences/say'
import { monotonicMs } from '../clock/clock'
import { delay } from '../clock/patience'
import { inBackground } from '../in-background'
import { identify, type Identified, type OwnContainer, type WatchedCall } from './container-calls'
import type { ContainerDaemon, Told } from './container-daemon'
import { ContainerWords, unseenDelegate, type ContainerWordsParts, type SentToContainer } from './container-told'
import { DaemonNews } from './daemon-news'

/** Between two containers that one command makes; then it is clear whether two fit. */
const SETTLED_MS = 1_000
const LOOK_EVERY_MS = 150

export interface RunContainersParts {
  readonly daemon: ContainerDaemon
  readonly called: 'Docker' | 'Podman'
  /** Wall clock when the run began. */
  readonly since: number
  inSessionOf: ContainerWordsParts['inSessionOf']
  /** A container was found to be the run's. */
  changed(): void
  tell(text: string): void
}

/** The containers of one run at one daemon: which they are, the ways to end them, and what became of each. */
export class RunContainers {
  readonly #parts: RunContainersParts
  readonly #news: DaemonNews
  readonly #calls: WatchedCall[] = []
  readonly #known = new Map<WatchedCall, OwnContainer>()
  readonly #sent = new Map<string, SentToContainer>()
  readonly #words: ContainerWords
  readonly #printedIds = new Set<string>()
  #settling: NodeJS.Timeout | undefined
  #closed = false

  constructor(parts: RunContainersParts) {
    this.#parts = parts
    this.#news = new DaemonNews(parts.daemon, parts.since, () => this.#identifySoon())
    this.#words = new ContainerWords({ ...parts, news: this.#news, sentTo: (id) => this.#sent.get(id) })
    this.#news.listen()
  }

  watch(call: WatchedCall): void {
    this.#calls.push(call)
    this.#identifySoon()
  }

  /** The run printed this id. */
  printed(id: string): void {
    this.#printedIds.add(id)
  }

  /** True where the container of this call was found for good. */
  hasFound(delegation: WatchedCall['delegation']): boolean {
    return [...this.#known.values()].some((container) => container.delegation === delegation)
  }

  /** Those that are known so far, without asking. */
  get known(): readonly Delegate[] {
    return [...this.#known.values()].map((container) =>
      this.#words.asDelegate(container, 'unknown', { code: 'container-not-looked-at-yet' }),
    )
  }

  /**
   * Asks each to stop by its own signal, `graceSeconds` before the daemon kills it; -1: it never does. Where `byClients`, those
   * whose client passes our signals on are left to it: the same signal twice would cut a cleanup short.
   */
  async stop(graceSeconds: number, byClients: boolean): Promise<void> {
    for (const container of await this.#running()) {
      const before = this.#sent.get(container.id)
      if (before !== undefined || (byClients && container.isPassedSignals)) continue
      // It answers when the container has gone, or its time is over: the ladder does not wait for it.
      inBackground(this.#parts.daemon.stop(container.id, graceSeconds), 'asking a container to stop')
      this.#sent.set(container.id, 'stop')
      this.#parts.tell(
        `container ${container.name} was asked to stop through the ${this.#parts.called} daemon (${container.stopSignal})`,
      )
    }
  }

  async kill(): Promise<void> {
    for (const container of await this.#running()) {
      this.#parts.tell(`container ${container.name} is killed through the ${this.#parts.called} daemon`)
      const killed = await this.#parts.daemon.kill(container.id)
      if (!killed.ok && killed.status !== 409) this.#parts.tell(`container ${container.name}: ${say(killed.problem)}`)
      if (killed.ok) this.#sent.set(container.id, 'kill')
    }
  }

  /** Resolves when none of them runs, when the daemon cannot be asked, or at `until` (monotonic, read anew at each look). */
  async untilGone(until: () => number): Promise<void> {
    while (!this.#closed) {
      const running = await this.#running()
      if (running.length === 0 || monotonicMs() >= until()) return
      await delay(LOOK_EVERY_MS)
    }
  }

  /** What became of each. Asks anew. */
  async look(): Promise<readonly Delegate[]> {
    const told = await this.#identify()
    if (!told.ok) return this.#unseen(told.problem)
    const { containers, commands, unclear, vanished } = told.value
    return [
      ...(await Promise.all(unique(containers).map((container) => this.#words.ofContainer(container)))),
      ...(await Promise.all(commands.map((command) => this.#words.ofCommand(command)))),
      ...(await Promise.all(unclear.map((each) => this.#words.ofSeveral(each)))),
      ...vanished.map((each) => this.#words.ofVanished(each)),
    ]
  }

  #unseen(problem: Statement): readonly Delegate[] {
    const evidence = { code: 'work-not-known', why: problem } as const
    const others = this.#calls.filter((call) => !this.#known.has(call)).map(({ delegation }) => delegation)
    return [
      ...[...this.#known.values()].map((container) => this.#words.asDelegate(container, 'unknown', evidence)),
      ...others.map((delegation) => unseenDelegate(delegation, evidence)),
    ]
  }

  close(): void {
    this.#closed = true
    clearTimeout(this.#settling)
    this.#news.close()
  }

  async #identify(): Promise<Told<Identified>> {
    this.#news.listen()
    const { daemon, since } = this.#parts
    const told = await identify(this.#calls, {
      daemon,
      since,
      news: this.#news,
      printedIds: this.#printedIds,
      known: this.#known,
    })
    if (told.ok) this.#keep(told.value)
    return told
  }

  /** A container that was made by one `run` is found for good: later ones that fit as well are somebody else's. */
  #keep({ containers }: Identified): void {
    const before = this.#known.size
    for (const call of this.#calls) {
      if (call.call.does !== 'run' || this.#known.has(call)) continue
      const found = containers.find(({ delegation }) => delegation === call.delegation)
      if (found) this.#known.set(call, found)
    }
    if (this.#known.size !== before) this.#parts.changed()
  }

  #identifySoon(): void {
    if (this.#closed) return
    clearTimeout(this.#settling)
    this.#settling = setTimeout(() => inBackground(this.#identify(), 'asking a container daemon'), SETTLED_MS).unref()
  }

  async #running(): Promise<readonly OwnContainer[]> {
    const told = await this.#identify()
    if (!told.ok) return []
    const found = unique(told.value.containers)
    const looked = await Promise.all(found.map(({ id }) => this.#parts.daemon.inspect(id)))
    return found.filter((_, index) => {
      const each = looked[index]
      return each?.ok === true && each.value?.running === true
    })
  }
}

function unique(containers: readonly OwnContainer[]): readonly OwnContainer[] {
  return containers.filter(({ id }, index) => containers.findIndex((each) => each.id === id) === index)
}
