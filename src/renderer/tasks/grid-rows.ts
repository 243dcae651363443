import type { BoardEntry } from './board-entries'
import type { BoardGroup } from './board-groups'

/** A row of the board: a heading, or up to `columns` cards. `first` is the place of its first card among all. */
export type GridRow =
  | { readonly sort: 'heading'; readonly title: string; readonly count: number }
  | { readonly sort: 'cards'; readonly first: number; readonly entries: readonly BoardEntry[] }

export function gridRows(groups: readonly BoardGroup[], columns: number): readonly GridRow[] {
  const rows: GridRow[] = []
  let first = 0
  for (const { title, entries } of groups) {
    if (title !== '') rows.push({ sort: 'heading', title, count: entries.length })
    for (let from = 0; from < entries.length; from += columns) {
      rows.push({ sort: 'cards', first: first + from, entries: entries.slice(from, from + columns) })
    }
    first += entries.length
  }
  return rows
}

/** The index of the row that a card stands in; -1 for a card that there is not. */
export function rowOfCard(rows: readonly GridRow[], index: number): number {
  return rows.findIndex((row) => row.sort === 'cards' && index >= row.first && index < row.first + row.entries.length)
}

/** Where an arrow key leads from a card; undefined for a key, or an edge, that leads nowhere. Up and down keep the column. */
export function arrowTarget(key: string, index: number, rows: readonly GridRow[]): number | undefined {
  const cards = rows.filter((row) => row.sort === 'cards')
  const count = cards.reduce((sum, row) => sum + row.entries.length, 0)
  const target = leadsTo(key, index, cards, count)
  return target === undefined || target < 0 || target >= count || target === index ? undefined : target
}

type CardsRow = Extract<GridRow, { sort: 'cards' }>

function leadsTo(key: string, index: number, rows: readonly CardsRow[], count: number): number | undefined {
  switch (key) {
    case 'ArrowRight':
      return index + 1
    case 'ArrowLeft':
      return index - 1
    case 'ArrowDown':
      return beside(rows, index, 1)
    case 'ArrowUp':
      return beside(rows, index, -1)
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return undefined
  }
}

/** The card above or below: in a shorter row its last. */
function beside(rows: readonly CardsRow[], index: number, step: 1 | -1): number | undefined {
  const at = rows.findIndex((row) => index >= row.first && index < row.first + row.entries.length)
  const here = rows[at]
  const there = rows[at + step]
  if (here === undefined || there === undefined) return undefined
  return there.first + Math.min(index - here.first, there.entries.length - 1)
}
