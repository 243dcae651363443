import { RotateCw } from 'lucide-react'
import { restartTask } from '../client/commands'
import { IconButton } from '../ui/icon-button'
import type { TaskCardView } from './task-card-view'
import { CARD_WORDS } from './card-words'

/** Ends what lives of the task by its own policy, then starts it anew. */
export function RestartButton({ view }: { readonly view: Pick<TaskCardView, 'taskId' | 'restart'> }) {
  const { restart } = view
  return (
    <IconButton
      label={restart.name}
      hint={CARD_WORDS.restartHint}
      unavailable={restart.unavailable}
      icon={<RotateCw size={14} aria-hidden="true" />}
      size="small"
      onClick={() => void restartTask(view.taskId)}
    />
  )
}
