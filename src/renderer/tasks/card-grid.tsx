import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useVirtualizer } from '@tanstack/react-virtual'
import type { RunId } from '@contract/ids'
import { useElementWidth } from '../ui/use-element-width'
import { arrowTarget } from './arrow-target'
import type { BoardEntry } from './board-entries'
import { CARD_HEIGHT, TaskCard } from './task-card'
import { ROW_HEIGHT, TaskRow } from './task-row'

export type Density = 'cards' | 'list'

const GAP = 12
const LEAST_CARD_WIDTH = 312
const PADDING = 16

export interface CardGridProps {
  readonly entries: readonly BoardEntry[]
  readonly density: Density
  readonly openedRun: RunId | undefined
}

/** The cards in rows, of which only those near the view exist. Arrow keys move between them. */
export function CardGrid({ entries, density, openedRun }: CardGridProps) {
  const scroller = useRef<HTMLDivElement | null>(null)
  const { ref: measure, width } = useElementWidth()
  const [reached, setReached] = useState(0)
  const isList = density === 'list'
  const columns = isList ? 1 : Math.max(1, Math.floor((width - 2 * PADDING + GAP) / (LEAST_CARD_WIDTH + GAP)))
  const virtualizer = useVirtualizer({
    count: Math.ceil(entries.length / columns),
    getScrollElement: () => scroller.current,
    estimateSize: () => (isList ? ROW_HEIGHT : CARD_HEIGHT + GAP),
    overscan: isList ? 12 : 3,
    paddingStart: isList ? 0 : PADDING,
    paddingEnd: PADDING,
    getItemKey: (row) => `${density}-${String(columns)}-${String(row)}`,
  })
  const openedIndex = entries.findIndex((entry) => entry.run !== undefined && entry.run.id === openedRun)
  useEffect(() => {
    if (openedIndex >= 0 && width > 0) virtualizer.scrollToIndex(Math.floor(openedIndex / columns))
    // Only when another run is opened or the columns change: a card that moves must not drag the view along.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [openedRun, columns, width > 0])
  const inOrder = Math.min(reached, entries.length - 1)

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    const from = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-board-index]') : null
    if (from === null || event.target !== from) return
    const target = arrowTarget(event.key, Number(from.dataset['boardIndex']), columns, entries.length)
    if (target === undefined) return
    event.preventDefault()
    setReached(target)
    virtualizer.scrollToIndex(Math.floor(target / columns))
    // The row may only exist after the scroll has been rendered.
    requestAnimationFrame(() => {
      requestAnimationFrame(() => {
        scroller.current?.querySelector<HTMLElement>(`[data-board-index="${String(target)}"]`)?.focus()
      })
    })
  }

  return (
    <div
      ref={(element) => {
        scroller.current = element
        return measure(element)
      }}
      role="region"
      aria-label="Tasks"
      className="min-h-0 flex-1 overflow-y-auto"
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        const card = event.target.closest<HTMLElement>('[data-board-index]')
        if (card !== null) setReached(Number(card.dataset['boardIndex']))
      }}
    >
      <div className="relative w-full" style={{ height: virtualizer.getTotalSize() }}>
        {width === 0
          ? null
          : virtualizer.getVirtualItems().map((row) => (
              <div
                key={row.key}
                className={isList ? 'absolute inset-x-0 px-2' : 'absolute inset-x-0 grid gap-3 px-4'}
                style={{
                  transform: `translateY(${String(row.start)}px)`,
                  ...(isList ? {} : { gridTemplateColumns: `repeat(${String(columns)}, minmax(0, 1fr))` }),
                }}
              >
                {entries.slice(row.index * columns, (row.index + 1) * columns).map((entry, column) => {
                  const index = row.index * columns + column
                  const Shape = isList ? TaskRow : TaskCard
                  return (
                    <Shape
                      key={entry.taskId}
                      entry={entry}
                      index={index}
                      inTabOrder={index === inOrder}
                      opened={entry.run !== undefined && entry.run.id === openedRun}
                    />
                  )
                })}
              </div>
            ))}
      </div>
    </div>
  )
}
