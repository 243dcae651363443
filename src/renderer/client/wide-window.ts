import type { Readable } from './readable'

/** The width from which two pages stand side by side: `wide` of theme.css. */
const query = window.matchMedia('(min-width: 1100px)')

export const wideWindow: Readable<boolean> = {
  get: () => query.matches,
  subscribe(listener) {
    query.addEventListener('change', listener)
    return () => {
      query.removeEventListener('change', listener)
    }
  },
}
