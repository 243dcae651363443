import type { Engine } from '@contract/engine'

/** How long each way of closing may take before the next, harder one. */
export const LEAVING_PATIENCE = {
  /** Two whole default ladders of a process fit in (5 s and 2 s), with room for the receipts. */
  stopMs: 10_000,
  /** Force needs milliseconds; what resists it for so long is beyond a program's reach. */
  terminateMs: 3_000,
} as const

/** What the person answered when asked about runs that are still alive. */
export type LeavingChoice = 'stop-all' | 'stay'

export interface LeavingNeeds {
  readonly engine: Pick<Engine, 'runs' | 'close'>
  /** Asks the person once. Not called when nothing is alive, or when a signal asked. */
  readonly askPerson: (liveRuns: number) => Promise<LeavingChoice>
  /** What must be on disk before the process is gone. */
  readonly putAway: () => Promise<void>
  readonly exit: (code: number) => void
  readonly patience?: { readonly stopMs: number; readonly terminateMs: number }
}

type LeavingState = 'staying' | 'asking' | 'stopping' | 'forcing' | 'left'

/** The way out of the app: ends every run first, within a time that it keeps. */
export class Leaving {
  readonly #needs: LeavingNeeds
  #state: LeavingState = 'staying'
  #hurry: () => void = () => undefined

  constructor(needs: LeavingNeeds) {
    this.#needs = needs
  }

  get state(): LeavingState {
    return this.#state
  }

  /** A person closed the window or chose Quit. Asking again changes nothing. */
  async askedByPerson(): Promise<void> {
    if (this.#state !== 'staying') return
    this.#state = 'asking'
    const live = this.#needs.engine.runs().filter((run) => run.phase !== 'ended').length
    const choice = live === 0 ? 'stop-all' : await this.#needs.askPerson(live)
    // A signal may have come while the question stood.
    if (this.#stateNow() !== 'asking') return
    if (choice === 'stay') this.#state = 'staying'
    else await this.#leave()
  }

  /** A signal or a log-out: no question. A second one goes over to force at once. */
  async askedBySystem(): Promise<void> {
    if (this.#state === 'stopping') this.#hurry()
    if (this.#state === 'staying' || this.#state === 'asking') await this.#leave()
  }

  async #leave(): Promise<void> {
    const { engine, putAway, exit, patience = LEAVING_PATIENCE } = this.#needs
    this.#state = 'stopping'
    const hurried = new Promise<void>((resolve) => (this.#hurry = resolve))
    const stopped = await endsWithin(engine.close('stop'), patience.stopMs, hurried)
    if (!stopped) {
      this.#state = 'forcing'
      await endsWithin(engine.close('terminate'), patience.terminateMs)
    }
    await endsWithin(putAway(), patience.terminateMs)
    this.#state = 'left'
    exit(0)
  }

  #stateNow(): LeavingState {
    return this.#state
  }
}

/** Whether `work` was done in time. A failure counts as not done: the next, harder way follows. */
async function endsWithin(work: Promise<void>, ms: number, orElse?: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), ms)))
  const done = work.then(
    () => true,
    (error: unknown) => {
      console.error(error)
      return false
    },
  )
  const ways = [done, late, ...(orElse === undefined ? [] : [orElse.then(() => false)])]
  try {
    return await Promise.race(ways)
  } finally {
    clearTimeout(timer)
  }
}
