import { BOARD_WORDS as WORDS } from '@vocabulary/sentences/window'
import type { BoardFilter } from '../navigation/route'
import type { BoardCounts, BoardGrouping, BoardOrder } from './board-entries'

export const FILTER_WORDS: Readonly<Record<BoardFilter, string>> = WORDS.filters
export const ORDER_WORDS: Readonly<Record<BoardOrder, string>> = WORDS.orders
export const GROUPING_WORDS: Readonly<Record<BoardGrouping, string>> = WORDS.groupings
export const SELECTION_WORDS = WORDS.selection
export const BOARD_WORDS = WORDS.page
export const NO_STACK = WORDS.noStack
export const NOT_STARTED = WORDS.notStarted

/** `12 running · 3 stopping · 1 needs attention`. */
export function boardSummary(counts: BoardCounts): string {
  const { summary } = WORDS
  const parts = [summary.running(counts.running - counts.stopping)]
  if (counts.stopping > 0) parts.push(summary.stopping(counts.stopping))
  if (counts.attention > 0) parts.push(summary.attention(counts.attention))
  return parts.join(' · ')
}

export interface EmptyBoardWords {
  readonly title: string
  readonly text: string
}

export function emptyBoardWords(filter: BoardFilter, search: string): EmptyBoardWords {
  const { search: searched, ...filters } = WORDS.empty
  const wanted = search.trim()
  return wanted === '' ? filters[filter] : { title: searched.title, text: searched.text(wanted) }
}
