import { CONTESTANTS, type StartedContestant } from '@contract/comparison'
import type { Engine } from '@contract/engine'
import type { TaskId } from '@contract/ids'
import { COMPARISON } from '@engine/index'
import type { LabPlace } from '@engine/lab/demos'

/** The nine tasks of the lab's comparison: made once, kept by nobody, started together. */
export class Comparison {
  readonly #engine: Engine
  readonly #findPlace: () => LabPlace
  #taskIds: readonly TaskId[] = []

  /** `findPlace` throws a `ProblemError` when this machine has nothing that runs the lab's programs. */
  constructor(engine: Engine, findPlace: () => LabPlace) {
    this.#engine = engine
    this.#findPlace = findPlace
  }

  start(): readonly StartedContestant[] {
    const taskIds = this.#tasks()
    return CONTESTANTS.flatMap((contestant, index) => {
      const taskId = taskIds[index]
      return taskId === undefined ? [] : [{ contestant, run: this.#engine.start(taskId) }]
    })
  }

  #tasks(): readonly TaskId[] {
    const known = new Set(this.#engine.tasks().map((task) => task.id))
    if (this.#taskIds.length > 0 && this.#taskIds.every((taskId) => known.has(taskId))) return this.#taskIds
    const place = this.#findPlace()
    this.#taskIds = CONTESTANTS.map(
      (contestant) => this.#engine.define(COMPARISON[contestant](place), { saved: false }).id,
    )
    return this.#taskIds
  }
}
