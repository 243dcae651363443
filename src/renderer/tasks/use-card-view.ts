import { useNow } from '../client/use-now'
import type { CardEntry } from './board-entries'
import { paceOf, taskCardView, type TaskCardView } from './task-card-view'

/** The view of a card now, renewed as often as it changes by itself. */
export function useCardView(entry: CardEntry): TaskCardView {
  const now = useNow(paceOf(entry.run))
  return taskCardView(entry, now)
}

/** Two entries that look the same: the list is made anew with every push, its runs only when they changed. */
export function sameEntry(a: CardEntry, b: CardEntry): boolean {
  return a.taskId === b.taskId && a.task === b.task && a.run === b.run
}
