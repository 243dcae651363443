import { LayoutGrid, List, OctagonX, Search } from 'lucide-react'
import { useReadable } from '../client/use-readable'
import { useStacks } from '../client/use-runs'
import type { BoardFilter } from '../navigation/route'
import { Button } from '../ui/button'
import { SegmentedControl } from '../ui/segmented-control'
import { Select } from '../ui/select'
import { TextInput } from '../ui/text-input'
import { BOARD_GROUPINGS, BOARD_ORDERS, type BoardCounts } from './board-entries'
import { boardDensity, boardGrouping, boardOrder, boardStack } from './board-preferences'
import { stopEverything } from './followed-stop'
import { BOARD_WORDS, boardSummary, FILTER_WORDS, GROUPING_WORDS, ORDER_WORDS } from './board-words'

export interface BoardToolbarProps {
  readonly filter: BoardFilter
  readonly counts: BoardCounts
  readonly search: string
  readonly onSearch: (search: string) => void
}

export function BoardToolbar({ filter, counts, search, onSearch }: BoardToolbarProps) {
  const density = useReadable(boardDensity)
  const order = useReadable(boardOrder)
  const grouping = useReadable(boardGrouping)
  const stack = useReadable(boardStack)
  const { open } = useStacks()
  return (
    <header className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-4 py-2.5 rail:gap-y-1 rail:px-2 low:py-1.5">
      <div className="flex min-w-44 flex-1 items-baseline gap-3 whitespace-nowrap low:min-w-0 low:flex-none">
        <h1 className="text-lg font-semibold">{filter === 'all' ? BOARD_WORDS.board : FILTER_WORDS[filter]}</h1>
        <p className="tnum truncate text-sm text-ink-soft low:hidden">{boardSummary(counts)}</p>
      </div>
      <div className="flex min-w-0 flex-wrap items-center gap-2 rail:gap-1">
        <TextInput
          type="search"
          aria-label={BOARD_WORDS.searchTasks}
          placeholder={BOARD_WORDS.search}
          icon={<Search size={14} aria-hidden="true" />}
          size="small"
          className="w-32 wide:w-44 rail:w-28"
          value={search}
          onChange={(event) => {
            onSearch(event.currentTarget.value)
          }}
        />
        {open.length === 0 ? null : (
          <Select
            label={BOARD_WORDS.stack}
            size="small"
            className="max-w-36"
            value={open.some((one) => one.name === stack) ? stack : ''}
            onChange={boardStack.set}
            options={[
              { value: '', label: BOARD_WORDS.allStacks },
              ...open.map(({ name }) => ({ value: name, label: name })),
            ]}
          />
        )}
        <Select
          label={BOARD_WORDS.order}
          size="small"
          value={order}
          onChange={boardOrder.set}
          options={BOARD_ORDERS.map((value) => ({ value, label: ORDER_WORDS[value] }))}
        />
        <Select
          label={BOARD_WORDS.groups}
          size="small"
          value={grouping}
          onChange={boardGrouping.set}
          options={BOARD_GROUPINGS.map((value) => ({ value, label: GROUPING_WORDS[value] }))}
        />
        <SegmentedControl
          label={BOARD_WORDS.density}
          value={density}
          onChange={boardDensity.set}
          options={[
            { value: 'cards', label: BOARD_WORDS.cards, icon: <LayoutGrid size={14} aria-hidden="true" /> },
            { value: 'list', label: BOARD_WORDS.list, icon: <List size={14} aria-hidden="true" /> },
          ]}
        />
        <Button
          size="small"
          className="h-7!"
          icon={<OctagonX size={14} aria-hidden="true" />}
          unavailable={counts.running === 0 ? BOARD_WORDS.nothingIsRunning : undefined}
          hint={BOARD_WORDS.stopAllHint}
          onClick={() => void stopEverything()}
        >
          {BOARD_WORDS.stopAll}
        </Button>
      </div>
    </header>
  )
}
