import { useEffect } from 'react'
import { usePlatform } from '../client/use-runs'
import { historyStep } from './history-step'
import type { Sheets } from './use-page-requests'
import { goBack, goForward, goTo } from './use-route'

const OVER_THE_PAGE = '[role="dialog"], [role="menu"]'
const TYPED_INTO = `input, textarea, select, [contenteditable], ${OVER_THE_PAGE}`

/** The shortcuts of the page that work everywhere; those of the menu are the menu's. */
export function useShortcuts({ openPalette, openShortcuts }: Sheets): void {
  const os = usePlatform()?.os
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        openPalette()
        return
      }
      const step = historyStep(event, os)
      if (step !== undefined && !event.defaultPrevented && !isWithin(event.target, OVER_THE_PAGE)) {
        event.preventDefault()
        if (step === 'back') goBack()
        else goForward()
        return
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isWithin(event.target, TYPED_INTO)) return
      if (event.key === '?') openShortcuts()
      else if (event.key === 'n') goTo({ page: 'new' })
      else if (event.key === '/') {
        event.preventDefault()
        document.querySelector<HTMLInputElement>('main input[type="search"]')?.focus()
      }
    }
    window.addEventListener('keydown', onKeyDown)
    return () => {
      window.removeEventListener('keydown', onKeyDown)
    }
  }, [openPalette, openShortcuts, os])
}

function isWithin(target: EventTarget | null, places: string): boolean {
  return target instanceof Element && target.closest(places) !== null
}
