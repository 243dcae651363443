import { type KeyboardEvent, type MouseEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useVirtualizer } from '@tanstack/react-virtual'
import type { RunId, TaskId } from '@contract/ids'
import { useReadable } from '../client/use-readable'
import { TabStops } from '../ui/tab-stops'
import { useElementWidth } from '../ui/use-element-width'
import { type BoardEntry, type BoardGrouping, type Density, entryKey } from './board-entries'
import { boardGroups } from './board-groups'
import { arrowTarget, type GridRow, gridRows, rowOfCard } from './grid-rows'
import { selectAll, selection, selectNone, selectUpTo, toggleSelected } from './selection'
import { LiveCard } from './live-card'
import { CARD_HEIGHT } from './task-card'
import { ROW_HEIGHT } from './task-row'
import { CARD_WORDS } from './card-words'

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
  const [reached, setReached] = useState(0)
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
  const inOrder = Math.min(reached, entries.length - 1)

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    const from = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-board-index]') : null
    // With Alt an arrow goes back and forward.
    if (from === null || event.target !== from || event.altKey) return
    const index = Number(from.dataset['boardIndex'])
    if (selects(event, entries[index]?.taskId)) {
      event.preventDefault()
      return
    }
    const target = arrowTarget(event.key, index, rows)
    if (target === undefined) return
    event.preventDefault()
    setReached(target)
    virtualizer.scrollToIndex(rowOfCard(rows, target))
    if (focusCard(target)) return
    // The row may only exist after the scroll has been rendered.
    requestAnimationFrame(() => {
      requestAnimationFrame(() => {
        focusCard(target)
      })
    })
  }

  /** False while its row is not there. At once where it can be: keys that follow are for the new card. */
  function focusCard(index: number): boolean {
    const card = scroller.current?.querySelector<HTMLElement>(`[data-board-index="${String(index)}"]`)
    card?.focus()
    return card !== undefined && card !== null
  }

  function order(): readonly TaskId[] {
    return entries.map((entry) => entry.taskId)
  }

  /** True when the key was for the selection. */
  function selects(event: KeyboardEvent, taskId: TaskId | undefined): boolean {
    const withModifier = event.ctrlKey || event.metaKey
    if (withModifier && event.key.toLowerCase() === 'a') selectAll(order())
    else if (event.key === ' ' && taskId !== undefined)
      if (event.shiftKey) selectUpTo(taskId, order())
      else toggleSelected(taskId)
    else if (event.key === 'Escape' && selected.size > 0) selectNone()
    else return false
    return true
  }

  /** Before the card itself, which would open. */
  function onClickCapture(event: MouseEvent<HTMLDivElement>): void {
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey) return
    const target = event.target instanceof Element ? event.target : null
    const card = target?.closest<HTMLElement>('[data-board-index]')
    const taskId = card === null || card === undefined ? undefined : entries[Number(card.dataset['boardIndex'])]?.taskId
    if (taskId === undefined || target?.closest('button, a') !== null) return
    event.preventDefault()
    event.stopPropagation()
    if (event.shiftKey) selectUpTo(taskId, order())
    else toggleSelected(taskId)
    card?.focus()
  }

  return (
    <div
      ref={attach}
      role="region"
      aria-label={CARD_WORDS.tasks}
      className="min-h-0 flex-1 overflow-y-auto"
      style={{ scrollPaddingBottom: selected.size > 0 ? BAR : 0 }}
      onKeyDown={onKeyDown}
      onClickCapture={onClickCapture}
      onMouseDown={(event) => {
        // Shift would select text up to the card.
        if (event.shiftKey) event.preventDefault()
      }}
      onFocus={(event) => {
        const card = event.target.closest<HTMLElement>('[data-board-index]')
        if (card !== null) setReached(Number(card.dataset['boardIndex']))
      }}
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
                  {row.entries.map((entry, column) => {
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
                  })}
                </div>
              )
            })}
      </div>
    </div>
  )
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
