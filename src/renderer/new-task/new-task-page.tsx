import { SearchX } from 'lucide-react'
import { asTaskId } from '@contract/ids'
import { useReady, useTask } from '../client/use-runs'
import { goTo } from '../navigation/use-route'
import { BOARD } from '../navigation/route'
import { Button } from '../ui/button'
import { EmptyState } from '../ui/empty-state'
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
  return (
    <main className="h-full min-w-0 flex-1">
      <EmptyState
        icon={<SearchX size={20} />}
        level={1}
        title={WORDS.missing.title}
        actions={
          <Button
            look="primary"
            onClick={() => {
              goTo(BOARD)
            }}
          >
            {WORDS.toBoard}
          </Button>
        }
      >
        {WORDS.missing.text}
      </EmptyState>
    </main>
  )
}
