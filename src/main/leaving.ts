import { within } from '@engine/ahead'
import type { Closed, Engine } from '@contract/engine'
import type { RunId, TaskId } from '@contract/ids'
import type { LeavingChoice, LiveRuns } from '@contract/leaving'
import type { RunSnapshot } from '@contract/run'
import { deferred } from '@tools/deferred'
import { DEFAULT_SETTINGS, QUIT_FORCE_MS } from '@vocabulary/defaults'
import { reportError } from './report-error'
import { WORDS } from './words'

/** How long each way of closing may take before the next, harder one. */
export const LEAVING_PATIENCE = {
  stopMs: DEFAULT_SETTINGS.quitGraceMs,
  terminateMs: QUIT_FORCE_MS,
} as const

export interface LeavingNeeds {
  readonly engine: Pick<Engine, 'runs' | 'tasks' | 'stop' | 'terminate' | 'ended' | 'close'>
  /** Asks the person once. Not called when nothing is alive, or when a signal asked. */
  readonly askPerson: (live: LiveRuns) => Promise<LeavingChoice>
  /** The runs are about to be ended: those that are waited for, and whether they are asked first. */
  readonly onLeaving?: (waitedFor: readonly RunId[], how: 'stop' | 'terminate') => void
  /** What must be on disk before the process is gone. */
  readonly putAway: () => Promise<void>
  /** `hangs`: a part of the engine did not let go, and an orderly exit would wait for it. */
  readonly exit: (code: number, how: { readonly hangs: boolean }) => void
  /** Not everything could be ended, or put away, in time: told before the exit. */
  readonly onLeft?: (closed: Closed) => void
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
    const alive = this.#alive()
    const choice = await this.#choice(alive)
    // A signal may have come while the question stood.
    if (this.#stateNow() !== 'asking') return
    if (choice === 'stay') this.#state = 'staying'
    else await this.#leave(choice)
  }

  /** A signal or a log-out: no question, and what may stay stays. A second one goes over to force at once. */
  async askedBySystem(): Promise<void> {
    if (this.#state === 'stopping') this.#hurry()
    if (this.#state === 'staying' || this.#state === 'asking') await this.#leave('keep-some')
  }

  async #leave(choice: Exclude<LeavingChoice, 'stay'>): Promise<void> {
    const { putAway, exit, onLeaving, onLeft, patience = LEAVING_PATIENCE } = this.#needs
    this.#state = 'stopping'
    const stays = choice === 'keep-some' ? [] : this.#whoMayStay()
    const left = choice === 'keep-some' ? this.#whoMayStay() : []
    const isPolite = choice !== 'terminate-all'
    onLeaving?.(
      this.#alive().filter((id) => !left.includes(id)),
      isPolite ? 'stop' : 'terminate',
    )
    const hurried = deferred()
    this.#hurry = hurried.resolve
    let closed = isPolite ? await endsWithin(this.#stop(stays), patience.stopMs, hurried.promise) : undefined
    if (closed === undefined) {
      this.#state = 'forcing'
      closed = await endsWithin(this.#force(stays, patience.terminateMs), 2 * patience.terminateMs)
    }
    await endsWithin(putAway(), patience.terminateMs)
    this.#state = 'left'
    const { left: alive, problems } = closed ?? { left: this.#liveRuns(), problems: [WORDS.engineOpen] }
    if (alive.length + problems.length > 0) onLeft?.({ left: alive, problems })
    exit(0, { hangs: problems.length > 0 })
  }

  /** The engine lets go of what may stay when it closes, so `stays`, which shall not, are ended first. */
  async #stop(stays: readonly RunId[]): Promise<Closed> {
    const { engine } = this.#needs
    await Promise.all(
      stays.map(async (runId) => {
        await engine.stop(runId, { origin: 'quit' })
        await engine.ended(runId)
      }),
    )
    return engine.close('stop')
  }

  /** Who is being ended is not let go of any more: nobody has to be waited for before the engine closes. */
  async #force(stays: readonly RunId[], withinMs: number): Promise<Closed> {
    const { engine } = this.#needs
    await Promise.all(stays.map((runId) => engine.terminate(runId, { origin: 'quit' })))
    return engine.close({ how: 'terminate', withinMs })
  }

  /** A question that could not be asked leaves everything as it is, and may be asked again. */
  async #choice(alive: readonly RunId[]): Promise<LeavingChoice> {
    if (alive.length === 0) return 'keep-some'
    try {
      return await this.#needs.askPerson({ alive, mayStay: this.#whoMayStay() })
    } catch (error) {
      if (this.#stateNow() === 'asking') this.#state = 'staying'
      throw error
    }
  }

  #alive(): readonly RunId[] {
    return this.#liveRuns().map((run) => run.id)
  }

  #whoMayStay(): readonly RunId[] {
    const tasks = this.#needs.engine.tasks()
    const mayStay = (taskId: TaskId): boolean => {
      const spec = tasks.find((task) => task.id === taskId)?.spec
      return spec?.kind === 'process' && spec.keepRunning === true
    }
    return this.#liveRuns().flatMap((run) => (mayStay(run.taskId) ? [run.id] : []))
  }

  #liveRuns(): readonly RunSnapshot[] {
    return this.#needs.engine.runs().filter((run) => run.phase !== 'ended')
  }

  #stateNow(): LeavingState {
    return this.#state
  }
}

/** What `work` gave, if it was done in time. A failure counts as not done: the next, harder way follows. */
async function endsWithin<Value>(work: Promise<Value>, ms: number, orElse?: Promise<void>): Promise<Value | undefined> {
  const done = work.catch((error: unknown) => {
    reportError('Leaving failed', error)
    return undefined
  })
  return within(ms, orElse === undefined ? done : Promise.race([done, orElse.then(() => undefined)]))
}
