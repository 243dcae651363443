import { type DaemonEvent, daemonEvent } from './container-facts'
import type { ContainerDaemon } from './container-daemon'

const ACTIONS = ['create', 'start', 'die', 'oom', 'destroy', 'exec_create', 'exec_die'] as const
/** A machine that starts more containers than this during one run keeps the latest. */
const MOST = 2_000

export interface ContainerEnd {
  readonly exitCode: number | undefined
  readonly outOfMemory: boolean
}

/** What one daemon tells while a run lives: also of containers that are removed before anybody could inspect them. */
export class DaemonNews {
  readonly #daemon: ContainerDaemon
  readonly #since: number
  readonly #heard: () => void
  #events: DaemonEvent[] = []
  #undo: (() => void) | undefined

  /** `heard` is called when a container was made or started. */
  constructor(daemon: ContainerDaemon, since: number, heard: () => void) {
    this.#daemon = daemon
    this.#since = since
    this.#heard = heard
  }

  /** Listens, or listens again after the daemon had gone. */
  listen(): void {
    this.#undo ??= this.#daemon.listen(
      this.#since,
      ACTIONS,
      (line) => this.#take(line),
      () => (this.#undo = undefined),
    )
  }

  close(): void {
    this.#undo?.()
  }

  /** How a container ended for the last time, as far as it was told. */
  endOf(containerId: string): ContainerEnd | undefined {
    const told = this.#events.filter((event) => event.containerId === containerId)
    const died = told.findLast(({ action }) => action === 'die')
    if (!died || told.some(({ action, at }) => action === 'start' && at > died.at)) return undefined
    const code = Number(died.attributes['exitCode'])
    return {
      exitCode: Number.isInteger(code) ? code : undefined,
      outOfMemory: told.some(({ action }) => action === 'oom'),
    }
  }

  /** Made since the run began, and perhaps gone again: name and image are all that is told. */
  made(): readonly { readonly id: string; readonly name: string; readonly image: string }[] {
    return this.#events
      .filter(({ action }) => action === 'create')
      .map(({ containerId, attributes }) => ({
        id: containerId,
        name: attributes['name'] ?? '',
        image: attributes['image'] ?? '',
      }))
  }

  /** The ids of those that had this name when they were made or started: a name can be changed, and an id cannot. */
  idsNamed(name: string): ReadonlySet<string> {
    const made = this.#events.filter(({ action }) => action === 'create' || action === 'start')
    return new Set(made.filter(({ attributes }) => attributes['name'] === name).map(({ containerId }) => containerId))
  }

  /** The commands that were started in a container, by its name or id. */
  commandsIn(container: string): readonly { readonly execId: string; readonly command: string }[] {
    return this.#events
      .filter(({ action, containerId, attributes }) => {
        const isIt = attributes['name'] === container || containerId.startsWith(container)
        return action === 'exec_create' && isIt && attributes['execID'] !== undefined
      })
      .map(({ attributes, detail }) => ({ execId: attributes['execID'] ?? '', command: detail }))
  }

  #take(line: string): void {
    const event = parsed(line)
    if (event === undefined || event.at < this.#since) return
    this.#events.push(event)
    if (this.#events.length > MOST) this.#events = this.#events.slice(-MOST / 2)
    if (event.action === 'create' || event.action === 'start') this.#heard()
  }
}

function parsed(line: string): DaemonEvent | undefined {
  try {
    const read = daemonEvent.safeParse(JSON.parse(line))
    return read.success ? read.data : undefined
  } catch {
    return undefined
  }
}
