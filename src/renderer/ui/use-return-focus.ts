import { useRef } from 'react'
import { putFocusBack } from './put-back-focus'

export interface ReturnFocus {
  readonly onOpenAutoFocus: () => void
  readonly onCloseAutoFocus: (event: Event) => void
}

/** Gives the focus back to what had it: a dialog that no trigger of its own opened would leave it nowhere. */
export function useReturnFocus(): ReturnFocus {
  const opener = useRef<Element | null>(null)
  return {
    onOpenAutoFocus() {
      opener.current = document.activeElement
    },
    onCloseAutoFocus(event) {
      event.preventDefault()
      const element = opener.current
      if (element instanceof HTMLElement && element.isConnected && element !== document.body) {
        putFocusBack(element)
        return
      }
      // What opened it is gone: the link of the page that is shown now is the nearest place.
      const page = document.querySelector<HTMLElement>('[aria-current="page"]')
      if (page !== null) putFocusBack(page, { preventScroll: true })
    },
  }
}
