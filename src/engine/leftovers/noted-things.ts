import type { LiveProcess } from '../processes/live-process'
import type { HeldPath, HeldPort } from '../processes/holdings'
import type { ProcessTable } from '../processes/process-table'
import { factsOf, type FileFacts } from './file-facts'

/** Of each sort the newest are kept: a build that makes thousands of lock files costs no more than this. */
const MOST_PATHS = 200
const MOST_PORTS = 500
const MOST_MEMBERS = 1_000

export interface NotedPort extends HeldPort {
  readonly madeBy: string
}

export interface NotedPath extends HeldPath {
  readonly madeBy: string
  /** What stood under the path when it was noted. */
  facts: FileFacts | 'missing' | 'unknown'
  /** Settles when `facts` is what the last look saw. */
  looked: Promise<void>
}

/** What a family had open while it lived, as it was seen whenever its ports were looked up. */
export class NotedThings {
  readonly #table: ProcessTable
  readonly #ports = new Map<string, NotedPort>()
  readonly #paths = new Map<string, NotedPath>()
  readonly #members = new Map<number, string>()
  readonly #unseen = new Set<string>()

  constructor(table: ProcessTable) {
    this.#table = table
  }

  get ports(): readonly NotedPort[] {
    return [...this.#ports.values()]
  }

  get paths(): readonly NotedPath[] {
    return [...this.#paths.values()]
  }

  /** Tables of the kernel that could not be read at one of the looks. */
  get unseen(): readonly string[] {
    return [...this.#unseen]
  }

  /** How a member is named, be it long gone; undefined for a number that none was seen to have. */
  memberAt(pid: number): string | undefined {
    return this.#members.get(pid)
  }

  noteMember(pid: number, command: string): void {
    put(this.#members, pid, `${command} (process ${pid})`, MOST_MEMBERS)
  }

  /** Answers with the ports that these hold now, or held at a look since that monotonic time. */
  note(living: readonly LiveProcess[], since?: number): readonly HeldPort[] {
    for (const { pid, command } of living) this.noteMember(pid, command)
    const { holdings } = this.#table
    if (!holdings) return []
    const held = holdings.heldBy(
      living.map(({ pid }) => pid),
      since,
    )
    for (const table of held.unseen) this.#unseen.add(table)
    for (const port of held.ports) put(this.#ports, port.inode, { ...port, madeBy: this.#nameOf(port.pid) }, MOST_PORTS)
    for (const path of held.paths) this.#notePath(path)
    return held.ports
  }

  /** Which file it is must be seen while it is held: later another may stand there. */
  #notePath(held: HeldPath): void {
    const known = this.#paths.get(held.path)
    const noted: NotedPath = {
      ...held,
      madeBy: known?.inode === held.inode && known ? known.madeBy : this.#nameOf(held.pid),
      facts: 'unknown',
      looked: Promise.resolve(),
    }
    noted.looked = factsOf(held.path).then((facts) => void (noted.facts = facts))
    put(this.#paths, held.path, noted, MOST_PATHS)
  }

  #nameOf(pid: number): string {
    return this.#members.get(pid) ?? `process ${pid}`
  }
}

function put<Key, Value>(map: Map<Key, Value>, key: Key, value: Value, most: number): void {
  map.delete(key)
  map.set(key, value)
  const [oldest] = map.keys()
  if (map.size > most && oldest !== undefined) map.delete(oldest)
}
