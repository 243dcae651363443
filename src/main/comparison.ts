import { CONTESTANTS, type StartedContestant } from '@contract/comparison'
import type { Engine } from '@contract/engine'
import type { TaskId } from '@contract/ids'
import { COMPARISON } from '@engine/index'
import type { LabPlace } from '@engine/lab/demos'

/** The nine tasks of the lab's comparison: made once, kept by nobody, started together. */
export class Comparison {
  readonly #engine: Engine
  readonly #findPlace: () => Promise<LabPlace>
  #taskIds: readonly TaskId[] = []

  /** `findPlace` rejects with a `ProblemError` when this machine has nothing that runs the lab's programs. */
  constructor(engine: Engine, findPlace: () => Promise<LabPlace>) {
    this.#engine = engine
    this.#findPlace = findPlace
  }

  async start(): Promise<readonly StartedContestant[]> {
    const taskIds = await this.#tasks()
    return CONTESTANTS.flatMap((contestant, index) => {
      const taskId = taskIds[index]
      return taskId === undefined ? [] : [{ contestant, run: this.#engine.start(taskId) }]
    })
  }

  async #tasks(): Promise<readonly TaskId[]> {
    const known = new Set(this.#engine.tasks().map((task) => task.id))
    if (this.#taskIds.length > 0 && this.#taskIds.every((taskId) => known.has(taskId))) return this.#taskIds
    const place = await this.#findPlace()
    this.#taskIds = CONTESTANTS.map(
      (contestant) =>
        this.#engine.define({ ...COMPARISON[contestant](place), whenRunning: 'restart' }, { saved: false }).id,
    )
    return this.#taskIds
  }
}
