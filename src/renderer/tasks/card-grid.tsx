import { useCallback, useEffect, useMemo, useRef } from 'react'
import { useVirtualizer } from '@tanstack/react-virtual'
import type { RunId, TaskId } from '@contract/ids'
import { useReadable } from '../client/use-readable'
import { TabStops } from '../ui/tab-stops'
import { useElementWidth } from '../ui/use-element-width'
import { type BoardEntry, type BoardGrouping, type Density, entryKey } from './board-entries'
import { boardGroups } from './board-groups'
import { type GridRow, gridRows, rowOfCard } from './grid-rows'
import { selection } from './selection'
import { LiveCard } from './live-card'
import { CARD_HEIGHT } from './task-card'
import { ROW_HEIGHT } from './task-row'
import { CARD_WORDS } from './card-words'
import { useGridKeys } from './use-grid-keys'

const GAP = 12
const HEADING_HEIGHT = 32
const LEAST_CARD_WIDTH = 312
const PADDING = 16
/** Room for the bar of the selection, which lies over the lower edge. */
const BAR = 64

export interface CardGridProps {
  readonly entries: readonly BoardEntry[]
  readonly density: Density
  readonly grouping: BoardGrouping
  readonly openedRun: RunId | undefined
}

/** The cards in rows, of which only those near the view exist. Arrow keys move between them. */
export function CardGrid({ entries: chosen, density, grouping, openedRun }: CardGridProps) {
  const scroller = useRef<HTMLDivElement | null>(null)
  const { ref: measure, width } = useElementWidth()
  // One function for good: a new one each time would be detached and attached, and each measures the page anew.
  const attach = useCallback(
    (element: HTMLDivElement | null) => {
      scroller.current = element
      return measure(element)
    },
    [measure],
  )
  const { taskIds: selected } = useReadable(selection)
  const groups = useMemo(() => boardGroups(chosen, grouping), [chosen, grouping])
  const entries = useMemo(() => groups.flatMap((group) => group.entries), [groups])
  const isList = density === 'list'
  const columns = isList ? 1 : Math.max(1, Math.floor((width - 2 * PADDING + GAP) / (LEAST_CARD_WIDTH + GAP)))
  const rows = useMemo(() => gridRows(groups, columns), [groups, columns])
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (row) => (rows[row]?.sort === 'heading' ? HEADING_HEIGHT : isList ? ROW_HEIGHT : CARD_HEIGHT + GAP),
    overscan: isList ? 12 : 3,
    paddingStart: isList ? 0 : PADDING,
    paddingEnd: selected.size > 0 ? BAR : PADDING,
    getItemKey: (row) => `${density}-${String(columns)}-${rows[row]?.sort ?? ''}-${String(row)}`,
  })
  const openedIndex = entries.findIndex((entry) => entry.run !== undefined && entry.run.id === openedRun)
  useEffect(() => {
    if (openedIndex >= 0 && width > 0) virtualizer.scrollToIndex(rowOfCard(rows, openedIndex))
    // Only when another run is opened or the columns change: a card that moves must not drag the view along.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [openedRun, columns, width > 0])
  const { inOrder, listeners } = useGridKeys({
    entries,
    rows,
    scroller,
    scrollTo: (card) => virtualizer.scrollToIndex(rowOfCard(rows, card)),
  })

  return (
    <div
      ref={attach}
      role="region"
      aria-label={CARD_WORDS.tasks}
      className="min-h-0 flex-1 overflow-y-auto"
      style={{ scrollPaddingBottom: selected.size > 0 ? BAR : 0 }}
      {...listeners}
    >
      <div className="relative w-full" style={{ height: virtualizer.getTotalSize() }}>
        {width === 0
          ? null
          : virtualizer.getVirtualItems().map((item) => {
              const row = rows[item.index]
              if (row === undefined) return null
              const place = { transform: `translateY(${String(item.start)}px)` }
              if (row.sort === 'heading') return <Heading key={item.key} row={row} place={place} />
              return (
                <div
                  key={item.key}
                  className={isList ? 'absolute inset-x-0 px-2' : 'absolute inset-x-0 grid gap-3 px-4'}
                  style={{
                    ...place,
                    ...(isList ? {} : { gridTemplateColumns: `repeat(${String(columns)}, minmax(0, 1fr))` }),
                  }}
                >
                  <Cards row={row} density={density} inOrder={inOrder} openedRun={openedRun} selected={selected} />
                </div>
              )
            })}
      </div>
    </div>
  )
}

interface CardsProps {
  readonly row: Extract<GridRow, { sort: 'cards' }>
  readonly density: Density
  /** The index of the one card that Tab reaches. */
  readonly inOrder: number
  readonly openedRun: RunId | undefined
  readonly selected: ReadonlySet<TaskId>
}

function Cards({ row, density, inOrder, openedRun, selected }: CardsProps) {
  return row.entries.map((entry, column) => {
    const index = row.first + column
    return (
      <TabStops key={entryKey(entry)} value={index === inOrder}>
        <LiveCard
          density={density}
          entry={entry}
          index={index}
          inTabOrder={index === inOrder}
          opened={entry.run !== undefined && entry.run.id === openedRun}
          selected={selected.has(entry.taskId)}
        />
      </TabStops>
    )
  })
}

interface HeadingProps {
  readonly row: Extract<GridRow, { sort: 'heading' }>
  readonly place: { readonly transform: string }
}

function Heading({ row, place }: HeadingProps) {
  return (
    <h2
      className="absolute inset-x-0 flex items-baseline gap-2 px-4 pt-1.5 text-sm font-semibold text-ink"
      style={place}
    >
      {row.title}
      <span className="tnum text-xs font-normal text-ink-faint">{row.count}</span>
    </h2>
  )
}
