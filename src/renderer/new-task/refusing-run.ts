import type { RunId } from '@contract/ids'
import type { RunOutline } from '@contract/run-outline'
import type { Task, TaskSpec } from '@contract/task'

/** The run because of which the engine refuses a start of the task, were it saved with this spec: see `whenRunning`. Pure. */
export function refusingRun(
  task: Task | undefined,
  spec: Pick<TaskSpec, 'whenRunning'> | undefined,
  outlines: ReadonlyMap<RunId, RunOutline>,
): RunOutline | undefined {
  if (task === undefined || (spec?.whenRunning ?? 'refuse') !== 'refuse') return undefined
  return [...outlines.values()].find(({ taskId, phase }) => taskId === task.id && phase !== 'ended')
}
