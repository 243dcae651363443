import { useNow } from '../client/use-now'
import type { CardEntry } from './board-entries'
import { paceOf, taskCardView, type TaskCardView } from './task-card-view'

export interface TaskCardProps {
  readonly entry: CardEntry
  /** Its place on the board, for the arrow keys. */
  readonly index: number
  /** The one card that Tab reaches. */
  readonly inTabOrder: boolean
  readonly opened: boolean
  /** One of several that the next command is for. */
  readonly selected: boolean
}

/** The view of a card now, renewed as often as it changes by itself. */
export function useCardView(entry: CardEntry): TaskCardView {
  const now = useNow(paceOf(entry.run))
  return taskCardView(entry, now)
}

/** Two entries that look the same: the list is made anew with every push, its runs only when they changed. */
function sameEntry(a: CardEntry, b: CardEntry): boolean {
  return a.taskId === b.taskId && a.task === b.task && a.run === b.run
}

/** Whether a card or a row would be drawn the same again. */
export function sameCard(a: TaskCardProps, b: TaskCardProps): boolean {
  return (
    a.index === b.index &&
    a.inTabOrder === b.inTabOrder &&
    a.opened === b.opened &&
    a.selected === b.selected &&
    sameEntry(a.entry, b.entry)
  )
}
