import { KINDS } from '@contract/kind'
import { KIND_WORDS, PHASE_WORDS } from '@vocabulary/words'
import type { BoardEntry, BoardGrouping } from './board-entries'
import { NO_STACK, NOT_STARTED } from './board-words'

/** Consecutive cards under one heading. */
export interface BoardGroup {
  readonly title: string
  readonly entries: readonly BoardEntry[]
}

/** What is under way stands above what is over. */
const PHASE_ORDER = [
  PHASE_WORDS.stuck,
  PHASE_WORDS.stopping,
  PHASE_WORDS.running,
  PHASE_WORDS.starting,
  PHASE_WORDS.pending,
  PHASE_WORDS.ended,
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
      return run === undefined ? NOT_STARTED : PHASE_WORDS[run.phase]
  }
}

function rankOf(title: string, grouping: BoardGrouping): number {
  if (grouping === 'kind') return KINDS.findIndex((kind) => KIND_WORDS[kind] === title)
  if (grouping === 'phase') return PHASE_ORDER.indexOf(title)
  return title === NO_STACK ? 1 : 0
}
