import type { BoardFilter } from '../navigation/route'
import type { BoardCounts, BoardOrder } from './board-entries'

export const FILTER_WORDS: Readonly<Record<BoardFilter, string>> = {
  all: 'All',
  running: 'Running',
  attention: 'Needs attention',
  ended: 'Ended',
}

export const ORDER_WORDS: Readonly<Record<BoardOrder, string>> = {
  newest: 'Newest first',
  name: 'By name',
  kind: 'By kind',
  state: 'By state',
}

/** `12 running · 1 needs attention`. */
export function boardSummary(counts: BoardCounts): string {
  const parts = [`${String(counts.running)} running`]
  if (counts.attention > 0)
    parts.push(`${String(counts.attention)} ${counts.attention === 1 ? 'needs' : 'need'} attention`)
  return parts.join(' · ')
}

export interface EmptyBoardWords {
  readonly title: string
  readonly text: string
}

export function emptyBoardWords(filter: BoardFilter, search: string): EmptyBoardWords {
  if (search.trim() !== '') {
    return {
      title: 'No task matches',
      text: `Nothing here has “${search.trim()}” in its name, kind, state or command line.`,
    }
  }
  switch (filter) {
    case 'all':
      return {
        title: 'Nothing to stop yet',
        text: 'Start a demo from the lab to see how a thread, a process or a coroutine really ends, or add a command of your own.',
      }
    case 'running':
      return { title: 'Nothing is running', text: 'Start a task from All, or a demo from the lab.' }
    case 'attention':
      return { title: 'Nothing needs you', text: 'Runs that fail, get stuck or leave something behind show up here.' }
    case 'ended':
      return {
        title: 'Nothing has ended yet',
        text: 'Ended runs stay here with their receipts until you dismiss them.',
      }
  }
}
