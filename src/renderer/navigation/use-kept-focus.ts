import { useEffect, useRef } from 'react'
import type { Route } from './route'

/** After a change of page nothing may have the focus: what had it is gone. Then the side bar's link of this page takes it. */
export function useKeptFocus(route: Route): void {
  const before = useRef(route)
  useEffect(() => {
    if (before.current === route) return
    before.current = route
    if (document.activeElement !== document.body) return
    document.querySelector<HTMLElement>('[aria-current="page"]')?.focus({ preventScroll: true })
  }, [route])
}
