import type { RunId, TaskId } from '@contract/ids'
import { controlRun, deleteTask, dismissRun, startTask } from '../client/commands'
import { tell } from '../client/messages'
import { runStore } from '../client/run-store'
import type { ActionView, TaskCardView } from './task-card-view'

/** Does what a button of a card says, or tells why not. */
export async function pressAction(view: Pick<TaskCardView, 'taskId' | 'runId'>, action: ActionView): Promise<void> {
  if (action.unavailable !== undefined) {
    tell({ level: 'info', title: `${action.name}: not now`, text: action.unavailable })
  } else if (action.action === 'start') {
    await startTask(view.taskId)
  } else if (view.runId !== undefined) {
    await controlRun(view.runId, action.action)
  }
}

/** Takes the ended runs of a task off the board, and the task too when nobody saved it (a demo of the lab). */
export async function dismissTask(taskId: TaskId): Promise<void> {
  const { runs, tasks } = runStore.get()
  const ended: RunId[] = [...runs.values()]
    .filter((run) => run.taskId === taskId && run.phase === 'ended')
    .map((run) => run.id)
  await Promise.all(ended.map(dismissRun))
  if (tasks.some((task) => task.id === taskId && !task.saved)) await deleteTask(taskId)
}
