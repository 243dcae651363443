import { KINDS } from '@contract/kind'
import { KIND_WORDS } from '@vocabulary/words'
import type { BoardEntry, BoardGrouping } from './board-entries'
import { BOARD_WORDS, NO_STACK, NOT_STARTED } from './board-words'
import { upperFirst } from './first-letter'

/** Consecutive cards under one heading. */
export interface BoardGroup {
  readonly title: string
  readonly entries: readonly BoardEntry[]
}

/** What is under way stands above what is over. */
const PHASE_ORDER = [
  BOARD_WORDS.stuck,
  BOARD_WORDS.stopping,
  BOARD_WORDS.running,
  BOARD_WORDS.starting,
  BOARD_WORDS.pending,
  BOARD_WORDS.ended,
  NOT_STARTED,
]

/** The cards in groups, their order kept within each. Without grouping there is one group without a title. */
export function boardGroups(entries: readonly BoardEntry[], grouping: BoardGrouping): readonly BoardGroup[] {
  if (grouping === 'none') return entries.length === 0 ? [] : [{ title: '', entries }]
  const groups = new Map<string, BoardEntry[]>()
  for (const entry of entries) {
    const title = titleOf(entry, grouping)
    const held = groups.get(title)
    if (held === undefined) groups.set(title, [entry])
    else held.push(entry)
  }
  return [...groups]
    .sort(([a], [b]) => rankOf(a, grouping) - rankOf(b, grouping) || a.localeCompare(b))
    .map(([title, members]) => ({ title, entries: members }))
}

function titleOf({ kind, task, run }: BoardEntry, grouping: Exclude<BoardGrouping, 'none'>): string {
  switch (grouping) {
    case 'kind':
      return KIND_WORDS[kind]
    case 'stack':
      return task?.stack ?? NO_STACK
    case 'phase':
      return run === undefined ? NOT_STARTED : upperFirst(run.phase)
  }
}

function rankOf(title: string, grouping: BoardGrouping): number {
  if (grouping === 'kind') return KINDS.findIndex((kind) => KIND_WORDS[kind] === title)
  if (grouping === 'phase') return PHASE_ORDER.indexOf(title)
  return title === NO_STACK ? 1 : 0
}
