import { Button } from '../ui/button'
import { classNames } from '../ui/class-names'
import { pressAction } from './card-commands'
import type { TaskCardView } from './task-card-view'

export interface CardActionsProps {
  readonly view: Pick<TaskCardView, 'taskId' | 'runId' | 'actions'>
  readonly className?: string
}

/** Start and the three controls, always in the same places. */
export function CardActions({ view, className }: CardActionsProps) {
  return (
    <div className={classNames('flex min-w-0 items-center gap-0.5', className)}>
      {view.actions.map((action) => (
        <Button
          key={action.action}
          look="quiet"
          size="small"
          aria-label={action.name}
          unavailable={action.unavailable}
          hint={action.hint}
          keys={action.keys}
          onClick={() => void pressAction(view, action)}
          className={classNames('px-1.5!', action.unavailable === undefined && 'text-ink!')}
        >
          {action.text}
        </Button>
      ))}
    </div>
  )
}
