import { randomUUID } from 'node:crypto'
import type { DefineOptions } from '@contract/engine'
import { asTaskId, type TaskId } from '@contract/ids'
import type { Task, TaskSpec } from '@contract/task'
import { defined } from '@tools/defined'
import { parseTaskSpec } from '@vocabulary/parse-task-spec'
import { forecastsOfTask } from '../delegates/forecast'
import { wallMs } from '../clock/clock'
import { SpecError, specError } from '../spec-error'
import type { TaskStore } from './task-store'

/** The tasks by id, saved ones and demos. Nothing gets in that was not parsed. */
export class TaskCatalog {
  readonly #tasks = new Map<TaskId, Task>()
  readonly #store: TaskStore

  constructor(store: TaskStore, loaded: readonly Task[]) {
    this.#store = store
    for (const task of loaded) this.#tasks.set(task.id, withForecast(task))
  }

  define(spec: TaskSpec, options: DefineOptions = {}): Task {
    const parsed = parseTaskSpec(spec)
    if (!parsed.ok) throw specErrorOf(parsed.issues)
    const replaced = options.replaces === undefined ? undefined : this.mustHave(options.replaces, 'replaces')
    const stack = options.stack ?? replaced?.stack
    const task = withForecast({
      id: replaced?.id ?? asTaskId(`task-${randomUUID()}`),
      name: parsed.spec.name,
      kind: parsed.spec.kind,
      spec: parsed.spec,
      createdAt: replaced?.createdAt ?? wallMs(),
      saved: options.saved ?? replaced?.saved ?? true,
      ...defined({ stack }),
    })
    this.#tasks.set(task.id, task)
    if (task.saved || replaced?.saved) this.#save()
    return task
  }

  get(id: TaskId): Task | undefined {
    return this.#tasks.get(id)
  }

  mustHave(id: TaskId, path = 'taskId'): Task {
    const task = this.#tasks.get(id)
    if (!task) throw specError(path, `"${id}"`, 'the id of a task that was defined and not forgotten')
    return task
  }

  /** The task of that name: in the stack first, then anywhere; the newest where there are several. */
  named(name: string, stack: string | undefined): Task | undefined {
    const named = this.all().filter((task) => task.name === name)
    return named.findLast((task) => task.stack === stack) ?? named.at(-1)
  }

  all(): readonly Task[] {
    return [...this.#tasks.values()]
  }

  forget(id: TaskId): boolean {
    const task = this.#tasks.get(id)
    if (!task) return false
    this.#tasks.delete(id)
    if (task.saved) this.#save()
    return true
  }

  #save(): void {
    this.#store.save(this.all().filter((task) => task.saved))
  }
}

/** What its command line hands over is told before it is started. */
function withForecast(task: Task): Task {
  const delegates = forecastsOfTask(task.spec)
  return delegates.length === 0 ? task : { ...task, delegates }
}

function specErrorOf(issues: readonly { path: string; got: string; expected: string; message: string }[]): SpecError {
  const [first, ...rest] = issues
  return first ? new SpecError([first, ...rest]) : specError('', 'something that could not be read', 'a task')
}
