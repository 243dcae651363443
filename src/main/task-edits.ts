import type { Commands } from '@contract/channels'
import type { Engine } from '@contract/engine'
import type { TaskId } from '@contract/ids'
import type { Task, TaskSpec } from '@contract/task'
import { DEFAULT_SETTINGS, processLadder } from '@vocabulary/defaults'
import { parseTaskSpec } from '@vocabulary/parse-task-spec'
import { previewCommand } from './command-preview'
import { InvalidTask, ProblemError } from './ipc/problem-error'
import { WORDS } from './words'

/** Keeps a new task, or the edit of a kept one. `graceMs` is for a new command that brings no policy of its own. Throws `InvalidTask` with an issue for each field that does not fit. */
export function saveTask(engine: Engine, request: { taskId?: TaskId; spec?: unknown }, graceMs: number): Task {
  const spec = read(request.spec)
  if (request.taskId === undefined) return engine.define(withGrace(spec, graceMs))
  return engine.define(spec, { replaces: mustBeKnown(engine, request.taskId) })
}

/** Written into the task, so that a later change of the setting does not change what was saved before. */
function withGrace(spec: TaskSpec, graceMs: number): TaskSpec {
  if (spec.kind !== 'process' || spec.stopPolicy !== undefined || graceMs === DEFAULT_SETTINGS.graceMs) return spec
  return { ...spec, stopPolicy: processLadder(graceMs) }
}

/** What would be run. Rejects with `InvalidTask` as `saveTask` does. */
export async function checkTask(spec: unknown, shell: string): Promise<Commands['checkTask']['value']> {
  return previewCommand(read(spec), shell)
}

export function deleteTask(engine: Engine, taskId: TaskId): void {
  const live = engine.runs().filter((run) => run.taskId === taskId && run.phase !== 'ended').length
  if (live > 0) {
    const runs = live === 1 ? 'one run' : `${live} runs`
    throw new ProblemError('task-in-use', WORDS.taskHasAlive(runs))
  }
  engine.forget(mustBeKnown(engine, taskId))
}

export function mustBeKnown(engine: Engine, taskId: TaskId): TaskId {
  if (engine.tasks().some((task) => task.id === taskId)) return taskId
  throw new ProblemError('task-not-found', `taskId: got "${taskId}", expected the id of a task that is still kept.`)
}

function read(value: unknown): TaskSpec {
  const parsed = parseTaskSpec(value)
  if (!parsed.ok) throw new InvalidTask(parsed.issues)
  return parsed.spec
}
