import type { RunId, TaskId } from '@contract/ids'
import type { Run } from './run'

/** Of each task so many runs are in memory at once. */
const OF_ONE_TASK = 200
/** And of all tasks together so many that have ended, without the newest of each task. */
const ENDED_IN_ALL = 1_000

/**
 * The runs that are in memory: all that live, and the newest that have ended. An older one is let go of when its receipt is on
 * disk; the journal, and its output there, answer for it from then on, for as long as they are kept.
 */
export class HeldRuns {
  readonly #byId = new Map<RunId, Run>()
  readonly #ofTask = new Map<TaskId, readonly Run[]>()
  readonly #isKnown: (taskId: TaskId) => boolean
  readonly #wasLetGo: (run: Run) => void

  /** `isKnown`: whether the task is still there. The last run of one that was forgotten may go like any other. */
  constructor(isKnown: (taskId: TaskId) => boolean, wasLetGo: (run: Run) => void) {
    this.#isKnown = isKnown
    this.#wasLetGo = wasLetGo
  }

  get(id: RunId): Run | undefined {
    return this.#byId.get(id)
  }

  all(): readonly Run[] {
    return [...this.#byId.values()]
  }

  /** Oldest first. */
  ofTask(id: TaskId): readonly Run[] {
    return this.#ofTask.get(id) ?? []
  }

  hold(run: Run): void {
    this.#byId.set(run.id, run)
    this.#ofTask.set(run.task.id, [...this.ofTask(run.task.id), run])
    this.#makeRoom(run.task.id)
  }

  drop(run: Run): void {
    this.#byId.delete(run.id)
    const others = this.ofTask(run.task.id).filter((each) => each !== run)
    if (others.length > 0) this.#ofTask.set(run.task.id, others)
    else this.#ofTask.delete(run.task.id)
  }

  #makeRoom(taskId: TaskId): void {
    const runs = this.ofTask(taskId)
    const tooMany = runs.length - OF_ONE_TASK
    if (tooMany > 0) this.#letGo(runs.slice(0, -1).filter(mayGo), tooMany)
    const excess = this.#byId.size - ENDED_IN_ALL
    // Only then can so many have ended.
    if (excess <= 0) return
    const ended = this.all().filter((run) => run.state.phase === 'ended')
    const older = ended.filter((run) => mayGo(run) && !this.#isNewest(run))
    this.#letGo(older, ended.length - ENDED_IN_ALL)
  }

  /** The card of a task stands on its newest run. */
  #isNewest(run: Run): boolean {
    return this.ofTask(run.task.id).at(-1) === run && this.#isKnown(run.task.id)
  }

  #letGo(runs: readonly Run[], count: number): void {
    for (const run of runs.slice(0, Math.max(0, count))) {
      this.drop(run)
      this.#wasLetGo(run)
    }
  }
}

/** What is not on disk is nowhere else; and who waits for a change of its files is still wanted. */
function mayGo(run: Run): boolean {
  return run.state.phase === 'ended' && run.extras.recorded === 'written' && run.extras.waitsForChange !== true
}
