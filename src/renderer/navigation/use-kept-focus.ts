import { useEffect, useRef } from 'react'
import { focusNearest, focusPage, type FocusTrail, isFocusLost, trailOf } from './kept-focus'
import type { Route } from './route'

const MOST_TRAILS = 12

/** Whatever goes while it has the focus (a card that was deleted, a button that has no sense any more), the focus stays near. */
export function useKeptFocus(route: Route): void {
  const trails = useRef<FocusTrail[]>([])
  useEffect(() => {
    let look = 0
    function remember({ target }: FocusEvent): void {
      if (target instanceof Element) trails.current = [trailOf(target), ...trails.current.slice(0, MOST_TRAILS - 1)]
    }
    // Who presses beside everything means to have the focus nowhere.
    function forget(): void {
      trails.current = []
    }
    // In the next frame: a dialog that closes gives the focus back by itself until then.
    const observer = new MutationObserver(() => {
      if (trails.current.length === 0 || !isFocusLost()) return
      cancelAnimationFrame(look)
      look = requestAnimationFrame(() => {
        if (isFocusLost() && !focusNearest(trails.current)) focusPage()
      })
    })
    observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ['class', 'hidden'] })
    document.addEventListener('focusin', remember)
    document.addEventListener('pointerdown', forget)
    return () => {
      cancelAnimationFrame(look)
      observer.disconnect()
      document.removeEventListener('focusin', remember)
      document.removeEventListener('pointerdown', forget)
    }
  }, [])

  const before = useRef(route)
  useEffect(() => {
    if (before.current === route) return
    before.current = route
    // What had it belongs to the page before: nothing of it is near.
    trails.current = trails.current.slice(0, 1)
    if (isFocusLost()) focusPage()
  }, [route])
}
