import { type FocusEvent, type KeyboardEvent, type MouseEvent, type RefObject, useState } from 'react'
import type { TaskId } from '@contract/ids'
import type { BoardEntry } from './board-entries'
import { arrowTarget, type GridRow } from './grid-rows'
import { selectAll, selection, selectNone, selectUpTo, toggleSelected } from './selection'

export interface GridKeysParts {
  readonly entries: readonly BoardEntry[]
  readonly rows: readonly GridRow[]
  readonly scroller: RefObject<HTMLElement | null>
  /** Brings the row of the card with this index into view. */
  readonly scrollTo: (card: number) => void
}

/** Moves between the cards of the board, and selects them, by key and by click. */
export function useGridKeys({ entries, rows, scroller, scrollTo }: GridKeysParts) {
  const [reached, setReached] = useState(0)
  const order = entries.map((entry) => entry.taskId)

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    const from = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-board-index]') : null
    // With Alt an arrow goes back and forward.
    if (from === null || event.target !== from || event.altKey) return
    const index = Number(from.dataset['boardIndex'])
    if (selects(event, entries[index]?.taskId, order)) {
      event.preventDefault()
      return
    }
    const target = arrowTarget(event.key, index, rows)
    if (target === undefined) return
    event.preventDefault()
    setReached(target)
    scrollTo(target)
    if (focusCard(scroller.current, target)) return
    // The row may only exist after the scroll has been rendered.
    requestAnimationFrame(() => {
      requestAnimationFrame(() => {
        focusCard(scroller.current, target)
      })
    })
  }

  /** Before the card itself, which would open. */
  function onClickCapture(event: MouseEvent<HTMLDivElement>): void {
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey) return
    const target = event.target instanceof Element ? event.target : null
    const card = target?.closest<HTMLElement>('[data-board-index]')
    const taskId = card === null || card === undefined ? undefined : entries[Number(card.dataset['boardIndex'])]?.taskId
    if (taskId === undefined || target?.closest('button, a') !== null) return
    event.preventDefault()
    event.stopPropagation()
    if (event.shiftKey) selectUpTo(taskId, order)
    else toggleSelected(taskId)
    card?.focus()
  }

  return {
    /** The index of the one card that Tab reaches. */
    inOrder: Math.min(reached, entries.length - 1),
    listeners: {
      onKeyDown,
      onClickCapture,
      onMouseDown(event: MouseEvent<HTMLDivElement>) {
        // Shift would select text up to the card.
        if (event.shiftKey) event.preventDefault()
      },
      onFocus(event: FocusEvent<HTMLDivElement>) {
        const card = event.target.closest<HTMLElement>('[data-board-index]')
        if (card !== null) setReached(Number(card.dataset['boardIndex']))
      },
    },
  }
}

/** False while its row is not there. At once where it can be: keys that follow are for the new card. */
function focusCard(scroller: HTMLElement | null, index: number): boolean {
  const card = scroller?.querySelector<HTMLElement>(`[data-board-index="${String(index)}"]`)
  card?.focus()
  return card !== undefined && card !== null
}

/** True when the key was for the selection. */
function selects(event: KeyboardEvent, taskId: TaskId | undefined, order: readonly TaskId[]): boolean {
  const withModifier = event.ctrlKey || event.metaKey
  if (withModifier && event.key.toLowerCase() === 'a') selectAll(order)
  else if (event.key === ' ' && taskId !== undefined)
    if (event.shiftKey) selectUpTo(taskId, order)
    else toggleSelected(taskId)
  else if (event.key === 'Escape' && selection.get().taskIds.size > 0) selectNone()
  else return false
  return true
}
