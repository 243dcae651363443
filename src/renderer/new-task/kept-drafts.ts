import type { TaskDraft } from './task-draft'

const kept = new Map<string, TaskDraft>()

/** What was typed and not saved yet, by task, so that a look at another page loses nothing. Empty key: a new task. */
export function keptDraft(taskId: string): TaskDraft | undefined {
  return kept.get(taskId)
}

export function keepDraft(taskId: string, draft: TaskDraft): void {
  kept.set(taskId, draft)
}

export function forgetDraft(taskId: string): void {
  kept.delete(taskId)
}
