import type { ProcessTaskSpec } from '@contract/task'
import type { ProcessEntry, ProcessScan } from './process-table'

/**
 * What of a family a stop ends. `terminal`: what lives in the session of its terminal. `open`: also what left its session, but
 * not what has a terminal of somebody else. `all`: whatever carries the mark.
 */
export type Reach = 'terminal' | 'open' | 'all'

type Deciding = Pick<ProcessTaskSpec, 'terminal' | 'strict' | 'family' | 'follow'>

export function reachOf({ terminal, strict, family, follow }: Deciding): Reach {
  // From a namespace nothing gets out: what is in it was never anybody else's.
  // A family that is followed is the run's, wherever it went.
  if (strict || family === 'all' || follow === 'family') return 'all'
  return terminal ? 'terminal' : 'open'
}

interface Held {
  readonly startTime: string
  readonly sessionId: number | undefined
}

/**
 * Who of those that carry a run's mark is the run's, and who a person's: a tmux server, an editor or an agent that was started
 * from a run keeps the mark for life, and so does whatever is opened in it from elsewhere. Held is what is in the leader's group
 * or session, or was seen as a child of what is held since it is in the session that it is in now.
 */
export class Membership {
  readonly #reach: Reach
  #held = new Map<number, Held>()

  constructor(reach: Reach) {
    this.#reach = reach
  }

  /** Of the living, those that are left alone. `isTied`: in the leader's group or session, or signalled already. */
  leftAlone(
    living: ReadonlyMap<number, ProcessEntry>,
    scan: Pick<ProcessScan, 'childrenOf'>,
    isTied: (entry: ProcessEntry) => boolean,
  ): ReadonlySet<number> {
    if (this.#reach === 'all') return NOBODY
    const held = this.#look(living, scan, isTied)
    const loose = new Map([...living].filter(([pid]) => !held.has(pid)))
    if (this.#reach === 'terminal' || loose.size === 0) return new Set(loose.keys())
    return inSomebodysTerminal(loose)
  }

  #look(
    living: ReadonlyMap<number, ProcessEntry>,
    scan: Pick<ProcessScan, 'childrenOf'>,
    isTied: (entry: ProcessEntry) => boolean,
  ): ReadonlyMap<number, Held> {
    const held = new Map<number, Held>()
    const queue = [...living.values()].filter((entry) => isTied(entry) || this.#wasHeld(entry))
    for (let entry = queue.pop(); entry; entry = queue.pop()) {
      if (held.has(entry.pid)) continue
      held.set(entry.pid, { startTime: entry.startTime, sessionId: entry.sessionId })
      queue.push(...scan.childrenOf(entry.pid).filter(({ pid }) => living.has(pid)))
    }
    return (this.#held = held)
  }

  #wasHeld({ pid, startTime, sessionId }: ProcessEntry): boolean {
    const before = this.#held.get(pid)
    return before?.startTime === startTime && before.sessionId === sessionId
  }
}

const NOBODY: ReadonlySet<number> = new Set()

/** Those with a terminal, the server that it belongs to, and whatever else runs in that. */
function inSomebodysTerminal(loose: ReadonlyMap<number, ProcessEntry>): ReadonlySet<number> {
  const apart = new Set<number>()
  for (const entry of loose.values()) if (entry.hasTerminal) for (const { pid } of chainOf(entry, loose)) apart.add(pid)
  for (const entry of loose.values()) if (chainOf(entry, loose).some(({ pid }) => apart.has(pid))) apart.add(entry.pid)
  return apart
}

/** The process and its parents, as far as they are loose too. */
function chainOf(entry: ProcessEntry, loose: ReadonlyMap<number, ProcessEntry>): readonly ProcessEntry[] {
  const chain: ProcessEntry[] = []
  for (let at: ProcessEntry | undefined = entry; at && !chain.includes(at); at = loose.get(at.parentPid)) chain.push(at)
  return chain
}
