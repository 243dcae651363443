import { lazy, Suspense } from 'react'

const Board = import.meta.env.DEV
  ? lazy(async () => ({ default: (await import('./component-board-page')).ComponentBoardPage }))
  : undefined

/** Pages that only exist in a development build; in a product the whole branch is left out of the bundle. */
export function DevelopmentPages() {
  return Board === undefined ? null : (
    <Suspense>
      <Board />
    </Suspense>
  )
}
