import { useMemo, useState } from 'react'
import { FlaskConical, FolderOpen, Layers, Plus } from 'lucide-react'
import type { RunId } from '@contract/ids'
import { useReadable } from '../client/use-readable'
import { useReady, useStacks } from '../client/use-runs'
import { LogPanel } from '../log/log-panel'
import type { BoardFilter } from '../navigation/route'
import { goTo } from '../navigation/use-route'
import { openStackFile } from '../stacks/stack-actions'
import { Button } from '../ui/button'
import { EmptyState } from '../ui/empty-state'
import { chosenEntries } from './board-entries'
import { boardDensity, boardGrouping, boardOrder, boardStack } from './board-preferences'
import { BoardToolbar } from './board-toolbar'
import { BOARD_WORDS, emptyBoardWords } from './board-words'
import { CardGrid } from './card-grid'
import { SelectionBar } from './selection-bar'
import { useBoard } from './use-board'

export interface BoardPageProps {
  readonly filter: BoardFilter
  readonly openedRun: RunId | undefined
}

/** Every task as a card, and the cleanup log below them. */
export function BoardPage({ filter, openedRun }: BoardPageProps) {
  const { entries, counts } = useBoard()
  const [search, setSearch] = useState('')
  const density = useReadable(boardDensity)
  const order = useReadable(boardOrder)
  const grouping = useReadable(boardGrouping)
  const ready = useReady()
  const chosenStack = useReadable(boardStack)
  // A stack that was closed hides nothing any more.
  const stack = useStacks().open.some((one) => one.name === chosenStack) ? chosenStack : ''
  const shown = useMemo(
    () => chosenEntries(entries, { filter, search, order, stack }),
    [entries, filter, search, order, stack],
  )
  return (
    <main className="flex h-full min-w-0 flex-1 flex-col">
      <BoardToolbar filter={filter} counts={counts} search={search} onSearch={setSearch} />
      {shown.length > 0 ? (
        <div className="relative flex min-h-0 flex-1 flex-col">
          <CardGrid entries={shown} density={density} grouping={grouping} openedRun={openedRun} />
          <SelectionBar entries={shown} />
        </div>
      ) : (
        <div className="min-h-0 flex-1 overflow-auto">
          {ready ? <EmptyBoard filter={filter} search={search} /> : null}
        </div>
      )}
      <LogPanel />
    </main>
  )
}

function EmptyBoard({ filter, search }: { readonly filter: BoardFilter; readonly search: string }) {
  const words = emptyBoardWords(filter, search)
  return (
    <EmptyState
      icon={<Layers size={20} strokeWidth={1.75} aria-hidden="true" />}
      title={words.title}
      actions={
        filter === 'all' && search.trim() === '' ? (
          <>
            <Button
              look="primary"
              icon={<FlaskConical size={15} aria-hidden="true" />}
              onClick={() => {
                goTo({ page: 'lab' })
              }}
            >
              {BOARD_WORDS.openTheLab}
            </Button>
            <Button
              icon={<Plus size={15} aria-hidden="true" />}
              onClick={() => {
                goTo({ page: 'new' })
              }}
            >
              {BOARD_WORDS.newTask}
            </Button>
            <Button icon={<FolderOpen size={15} aria-hidden="true" />} onClick={() => void openStackFile()}>
              {BOARD_WORDS.openStack}
            </Button>
          </>
        ) : undefined
      }
    >
      {words.text}
    </EmptyState>
  )
}
