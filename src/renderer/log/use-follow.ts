import { type RefCallback, useCallback, useLayoutEffect, useRef } from 'react'

/** How near to the end still counts as being at the end, in pixels. */
const NEAR = 24

/** Keeps a scroller at its end while `following`; scrolling up by hand ends that, scrolling to the end begins it again. */
export function useFollow(
  growth: unknown,
  following: boolean,
  onFollow: (following: boolean) => void,
): {
  readonly scroller: { readonly current: HTMLElement | null }
  readonly ref: RefCallback<HTMLElement>
  readonly onScroll: () => void
} {
  const scroller = useRef<HTMLElement>(null)
  const ref = useCallback((element: HTMLElement | null) => {
    scroller.current = element
  }, [])
  const lastTop = useRef(0)
  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null || !following) return
    element.scrollTop = element.scrollHeight
    lastTop.current = element.scrollTop
  }, [growth, following])
  function onScroll(): void {
    const element = scroller.current
    if (element === null) return
    const atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR
    const movedUp = element.scrollTop < lastTop.current - 1
    lastTop.current = element.scrollTop
    if (atEnd && !following) onFollow(true)
    else if (!atEnd && movedUp && following) onFollow(false)
  }
  return { scroller, ref, onScroll }
}
