import type { Demo } from '@contract/demo'
import type { Engine } from '@contract/engine'
import type { TaskId } from '@contract/ids'
import type { RunSnapshot } from '@contract/run'
import type { TaskSpec } from '@contract/task'
import { LAB_DEMOS } from '@engine/index'
import type { LabDemo, LabPlace } from '@engine/lab/demos'
import { ProblemError } from './ipc/problem-error'

/** For demos that run in the host: they ask for no program. */
const NOWHERE: LabPlace = { node: { command: '', env: {} }, fileOf: () => '' }

/** The lab's demos, and the tasks they put on the board: made once, then started again and again. */
export class DemoTasks {
  readonly #engine: Engine
  readonly #findPlace: () => Promise<LabPlace>
  readonly #taskIds = new Map<string, readonly TaskId[]>()

  /** `findPlace` rejects with a `ProblemError` when this machine has nothing that runs the lab's programs. */
  constructor(engine: Engine, findPlace: () => Promise<LabPlace>) {
    this.#engine = engine
    this.#findPlace = findPlace
  }

  /** What the page shows. The functions that make the tasks stay here: they cannot cross to it. */
  all(): readonly Demo[] {
    return LAB_DEMOS.map(({ tasks: _tasks, ...demo }) => demo)
  }

  async start(demoId: string): Promise<readonly RunSnapshot[]> {
    const demo = LAB_DEMOS.find((one) => one.id === demoId)
    if (demo === undefined) {
      const known = LAB_DEMOS.map((one) => one.id).join(', ')
      throw new ProblemError('unknown-demo', `demoId: got "${demoId}", expected one of ${known}.`)
    }
    return (await this.#tasksOf(demo)).map((taskId) => this.#engine.start(taskId))
  }

  async #tasksOf(demo: LabDemo): Promise<readonly TaskId[]> {
    const known = new Set(this.#engine.tasks().map((task) => task.id))
    const made = this.#taskIds.get(demo.id)
    if (made?.every((taskId) => known.has(taskId)) === true) return made
    const place = demo.kind === 'process' ? await this.#findPlace() : NOWHERE
    // Pressed again, a demo begins anew.
    const taskIds = demo.tasks.map((task) => {
      const spec: TaskSpec = { ...task(place), whenRunning: 'restart' }
      return this.#engine.define(spec, { saved: false }).id
    })
    this.#taskIds.set(demo.id, taskIds)
    return taskIds
  }
}
