import { memo } from 'react'
import { X } from 'lucide-react'
import { IconButton } from '../ui/icon-button'
import type { CardEntry } from './board-entries'
import { CardActions } from './card-actions'
import { dismissTask } from './card-commands'
import { CardMenu } from './card-menu'
import { RestartButton } from './restart-button'
import type { TaskCardView } from './task-card-view'
import { CARD_WORDS } from './card-words'

export interface CardFooterProps {
  readonly entry: CardEntry
  readonly view: TaskCardView
}

/** The buttons of a card. They are the dearest part of it to draw, and seldom change. */
export const CardFooter = memo(function CardFooter({ entry, view }: CardFooterProps) {
  return (
    <footer className="flex h-9 shrink-0 items-center gap-0.5 border-t border-line px-1.5">
      <CardActions view={view} className="flex-1" />
      {view.restart.unavailable === undefined ? (
        <RestartButton view={view} />
      ) : (
        <IconButton
          label={CARD_WORDS.dismiss(view.name)}
          hint={CARD_WORDS.dismissHint}
          icon={<X size={14} />}
          size="small"
          className={view.canDismiss ? '' : 'invisible'}
          onClick={() => void dismissTask(view.taskId)}
        />
      )}
      <CardMenu entry={entry} />
    </footer>
  )
}, sameFooter)

/** Compares all that a button or the menu shows or does; the lists of actions have the same order. */
function sameFooter(a: CardFooterProps, b: CardFooterProps): boolean {
  return (
    a.view.taskId === b.view.taskId &&
    a.view.runId === b.view.runId &&
    a.view.name === b.view.name &&
    a.view.canDismiss === b.view.canDismiss &&
    a.view.restart.unavailable === b.view.restart.unavailable &&
    a.view.actions.every((action, index) => {
      const other = b.view.actions[index]
      return action.unavailable === other?.unavailable && action.hint === other?.hint && action.name === other.name
    }) &&
    a.entry.task === b.entry.task &&
    a.entry.run?.phase === b.entry.run?.phase &&
    a.entry.run?.commandLine === b.entry.run?.commandLine
  )
}
