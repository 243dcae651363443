import type { BoardFilter } from '../navigation/route'
import type { BoardCounts, BoardGrouping, BoardOrder } from './board-entries'

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

export const GROUPING_WORDS: Readonly<Record<BoardGrouping, string>> = {
  none: 'No groups',
  kind: 'Group by kind',
  stack: 'Group by stack',
  phase: 'Group by phase',
}

export const SELECTION_WORDS = {
  name: 'Selected cards',
  count: (count: number): string => `${String(count)} selected`,
  stop: 'Stop selected',
  terminate: 'Terminate selected',
  restart: 'Restart selected',
  none: 'Select none',
  notOffered: 'None of them can be asked that now',
  nothingToRestart: 'Their tasks were deleted; only the runs are left',
  stopHint: 'Ask each to end, by its own policy',
  terminateHint: 'End each by force, without its cleanup',
  restartHint: 'End what lives of each, then start it anew',
  restarted: (count: number): string => `${String(count)} restarted`,
  refused: (count: number): string => `${String(count)} refused; their cards say why`,
  selected: ', selected',
} as const

export const NO_STACK = 'No stack'
export const NOT_STARTED = 'Not started'

/** `12 running · 3 stopping · 1 needs attention`. */
export function boardSummary(counts: BoardCounts): string {
  const parts = [`${String(counts.running - counts.stopping)} running`]
  if (counts.stopping > 0) parts.push(`${String(counts.stopping)} stopping`)
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

/** What the person reads here. */
export const BOARD_WORDS = {
  stuck: 'Stuck',
  stopping: 'Stopping',
  running: 'Running',
  starting: 'Starting',
  pending: 'Pending',
  ended: 'Ended',
  openTheLab: 'Open the lab',
  newTask: 'New task',
  openStack: 'Open a stack…',
  board: 'Board',
  searchTasks: 'Search tasks',
  search: 'Search',
  stack: 'Stack',
  allStacks: 'All stacks',
  order: 'Order',
  groups: 'Groups',
  density: 'Density',
  cards: 'Cards',
  list: 'List',
  nothingIsRunning: 'Nothing is running',
  stopAllHint: 'Ask every run to end, each by its own policy',
  stopAll: 'Stop all',
  receiptComesLater: 'Their receipt comes when the last has gone.',
  stillThere: 'It was asked, and is still there.',
  noneHasGone: 'None has gone.',
  slowest: (name: string, spanText: string): string => `The slowest was ${name}, gone after ${spanText}.`,
  no: 'No',
  stop: 'Stop',
  terminate: 'Terminate',
  restart: 'Restart',
} as const
