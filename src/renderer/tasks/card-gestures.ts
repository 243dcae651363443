import type { KeyboardEvent, MouseEvent } from 'react'
import { goTo } from '../navigation/use-route'
import { pressAction } from './card-commands'
import type { TaskCardView } from './task-card-view'

/** What an article of the board does on Enter, on a click beside its buttons, and on the letters its tooltips show. */
export function cardGestures(view: TaskCardView): {
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
  readonly onClick: (event: MouseEvent<HTMLElement>) => void
} {
  function open(): void {
    if (view.runId !== undefined) goTo({ page: 'run', runId: view.runId, tab: view.canDismiss ? 'receipt' : 'output' })
    else goTo({ page: 'task', taskId: view.taskId })
  }
  return {
    onKeyDown(event) {
      // What React passes on from a menu of the card is typed in the menu, not on the card.
      if (!(event.target instanceof Node) || !event.currentTarget.contains(event.target)) return
      if (event.ctrlKey || event.metaKey || event.altKey) return
      if (event.key === 'Enter' && event.target === event.currentTarget) {
        event.preventDefault()
        open()
        return
      }
      const action = view.actions.find((one) => one.keys.toLowerCase() === event.key.toLowerCase())
      if (action !== undefined) void pressAction(view, action)
    },
    onClick(event) {
      const target = event.target
      const onControl = target instanceof Element && target.closest('button, a, [role="menu"]') !== null
      const selecting = (window.getSelection()?.toString() ?? '') !== ''
      if (!onControl && !selecting && event.currentTarget.contains(target instanceof Node ? target : null)) open()
    },
  }
}
