import { useMemo, useSyncExternalStore } from 'react'
import { parseRoute, type Route, routeHash } from './route'

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener)
  return () => {
    window.removeEventListener('hashchange', listener)
  }
}

export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash)
  return useMemo(() => parseRoute(hash), [hash])
}

export function goTo(route: Route): void {
  window.location.hash = routeHash(route)
}

/** To the place before this one; nothing happens where there was none. */
export function goBack(): void {
  window.history.back()
}

/** To the place from which `goBack` came. */
export function goForward(): void {
  window.history.forward()
}
