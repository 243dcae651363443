import type { ReactNode } from 'react'
import { Button } from '../ui/button'
import { EmptyState } from '../ui/empty-state'
import { BOARD } from './route'
import { goTo } from './use-route'

export interface MissingPageProps {
  readonly icon: ReactNode
  readonly words: { readonly title: string; readonly text: string }
  readonly toBoard: string
}

/** Instead of a page about something that is gone. */
export function MissingPage({ icon, words, toBoard }: MissingPageProps) {
  return (
    <main className="h-full min-w-0 flex-1">
      <EmptyState
        icon={icon}
        level={1}
        title={words.title}
        actions={
          <Button
            look="primary"
            onClick={() => {
              goTo(BOARD)
            }}
          >
            {toBoard}
          </Button>
        }
      >
        {words.text}
      </EmptyState>
    </main>
  )
}
