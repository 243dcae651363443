import { SearchX } from 'lucide-react'
import { asTaskId } from '@contract/ids'
import { useReady, useTask } from '../client/use-runs'
import { MissingPage } from '../navigation/missing-page'
import { draftFromSpec } from './draft-from-spec'
import { keptDraft } from './kept-drafts'
import { EMPTY_DRAFT } from './task-draft'
import { TaskForm } from './task-form'
import { WORDS } from './words'

export interface NewTaskPageProps {
  /** Edits this task. */
  readonly taskId?: string
}

/** Makes a task, or edits one. */
export function NewTaskPage({ taskId }: NewTaskPageProps) {
  const ready = useReady()
  const task = useTask(taskId === undefined ? undefined : asTaskId(taskId))
  if (taskId === undefined) return <TaskForm key="new" task={undefined} initial={keptDraft('') ?? EMPTY_DRAFT} />
  if (task !== undefined) {
    return <TaskForm key={taskId} task={task} initial={keptDraft(taskId) ?? draftFromSpec(task.spec)} />
  }
  if (!ready) return null
  return <MissingPage icon={<SearchX size={20} />} words={WORDS.missing} toBoard={WORDS.toBoard} />
}
