import { type RefCallback, useCallback, useState } from 'react'

/** Whether an element holds more than it shows, kept up to date: what scrolls must be reached by keys. */
export function useOverflow(): { readonly ref: RefCallback<HTMLElement>; readonly overflows: boolean } {
  const [overflows, setOverflows] = useState(false)
  const ref = useCallback((element: HTMLElement | null) => {
    if (element === null) return
    const look = (): void => {
      setOverflows(element.scrollHeight > element.clientHeight)
    }
    look()
    const observer = new ResizeObserver(look)
    observer.observe(element)
    for (const child of element.children) observer.observe(child)
    return () => {
      observer.disconnect()
    }
  }, [])
  return { ref, overflows }
}
