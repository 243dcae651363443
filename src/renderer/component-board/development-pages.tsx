import { lazy, Suspense } from 'react'

/** Known when the page is built: in a product the whole branch below is left out. */
const isWanted = import.meta.env.DEV || import.meta.env.VITE_COMPONENT_BOARD === '1'

const Board = isWanted
  ? lazy(async () => ({ default: (await import('./component-board-page')).ComponentBoardPage }))
  : undefined

/** Pages that only exist in a development build, or in one that was asked for them by `VITE_COMPONENT_BOARD=1`; in a product the whole branch is left out of the bundle. */
export function DevelopmentPages() {
  return Board === undefined ? null : (
    <Suspense>
      <Board />
    </Suspense>
  )
}
