import type { RunId, TaskId } from '@contract/ids'
import { type Kind, KINDS } from '@contract/kind'
import type { RunSnapshot } from '@contract/run'
import type { RunOutline } from '@contract/run-outline'
import type { Task } from '@contract/task'
import { clockText } from '@vocabulary/durations'
import type { BoardFilter } from '../navigation/route'
import { isAlive, needsAttention, passesFilter } from './attention'
import { CARD_WORDS } from './card-words'

/** One card: a task and its latest run, or one more live run of the same task. A run whose task was deleted keeps its card. */
export interface BoardEntry<Run extends RunOutline = RunOutline> {
  readonly taskId: TaskId
  readonly name: string
  readonly kind: Kind
  readonly task: Task | undefined
  readonly run: Run | undefined
  /** Set on the card of a further live run. */
  readonly copy?: RunId
}

/** Tells one card from all others. */
export function entryKey({ copy, taskId }: Pick<BoardEntry, 'copy' | 'taskId'>): string {
  return copy ?? taskId
}

/** One card with all that it shows. */
export type CardEntry = BoardEntry<RunSnapshot>

export const BOARD_GROUPINGS = ['none', 'kind', 'stack', 'phase'] as const
export type BoardGrouping = (typeof BOARD_GROUPINGS)[number]

export type Density = 'cards' | 'list'

export const BOARD_ORDERS = ['newest', 'name', 'kind', 'state'] as const
export type BoardOrder = (typeof BOARD_ORDERS)[number]

export interface BoardChoice {
  readonly filter: BoardFilter
  readonly search: string
  readonly order: BoardOrder
  /** Only cards of this stack; empty for all. */
  readonly stack?: string
}

export interface BoardCounts {
  readonly all: number
  /** Alive, those that are stopping too. */
  readonly running: number
  readonly stopping: number
  readonly attention: number
  readonly ended: number
}

/** One entry per task, with the latest of its runs, and one for each further run that lives beside it. */
export function boardEntries<Run extends RunOutline>(
  tasks: readonly Task[],
  runs: ReadonlyMap<RunId, Run>,
): readonly BoardEntry<Run>[] {
  const latest = new Map<TaskId, Run>()
  for (const run of runs.values()) {
    const held = latest.get(run.taskId)
    if (held === undefined || isLater(run, held)) latest.set(run.taskId, run)
  }
  const entries = tasks.map((task): BoardEntry<Run> => {
    const { id: taskId, name, kind } = task
    return { taskId, name, kind, task, run: latest.get(taskId) }
  })
  const known = new Set(tasks.map((task) => task.id))
  for (const run of latest.values()) {
    if (!known.has(run.taskId)) {
      entries.push({ taskId: run.taskId, name: run.name, kind: run.kind, task: undefined, run })
    }
  }
  const allows = new Map(tasks.map(({ id, spec }) => [id, spec.whenRunning === 'another']))
  for (const run of runs.values()) {
    if (run === latest.get(run.taskId) || !livesBeside(run, allows.get(run.taskId) === true)) continue
    const { id: copy, taskId, kind } = run
    entries.push({ taskId, name: copyName(run), kind, task: tasks.find((task) => task.id === taskId), run, copy })
  }
  return entries
}

/** A run that ends or waits because another takes its place is not a second one, unless it is stuck. */
function livesBeside(run: RunOutline, severalAllowed: boolean): boolean {
  return isAlive(run) && (severalAllowed || (run.phase !== 'pending' && run.phase !== 'stopping'))
}

function copyName({ name, pid, createdAt }: RunOutline): string {
  return CARD_WORDS.copyOf(
    name,
    pid === undefined ? CARD_WORDS.startedAt(clockText(createdAt)) : CARD_WORDS.processOf(pid),
  )
}

/** A live run wins over an ended one, then the younger. */
function isLater(run: RunOutline, than: RunOutline): boolean {
  return isAlive(run) === isAlive(than) ? run.createdAt >= than.createdAt : isAlive(run)
}

export function countEntries(entries: readonly BoardEntry[]): BoardCounts {
  return {
    all: entries.length,
    running: entries.filter((entry) => isAlive(entry.run)).length,
    stopping: entries.filter((entry) => entry.run?.phase === 'stopping').length,
    attention: entries.filter((entry) => needsAttention(entry.run)).length,
    ended: entries.filter((entry) => entry.run?.phase === 'ended').length,
  }
}

/** What the board shows, in order. */
export function chosenEntries(entries: readonly BoardEntry[], choice: BoardChoice): readonly BoardEntry[] {
  const words = choice.search.toLowerCase().split(/\s+/).filter(Boolean)
  return entries
    .filter((entry) => (choice.stack ?? '') === '' || entry.task?.stack === choice.stack)
    .filter((entry) => passesFilter(entry.run, choice.filter) && words.every((word) => textOf(entry).includes(word)))
    .sort(ORDERS[choice.order])
}

function textOf({ name, kind, run }: BoardEntry): string {
  return [name, kind, run?.phase, run?.outcome, run?.pid, run?.commandLine].join(' ').toLowerCase()
}

const STATE_RANK = ['stuck', 'stopping', 'running', 'starting', 'pending', 'ended']

const byName = (a: BoardEntry, b: BoardEntry): number => a.name.localeCompare(b.name, undefined, { numeric: true })
const ageOf = (entry: BoardEntry): number => entry.task?.createdAt ?? entry.run?.createdAt ?? 0
const rankOf = ({ run }: BoardEntry): number => (run === undefined ? STATE_RANK.length : STATE_RANK.indexOf(run.phase))

const ORDERS: Readonly<Record<BoardOrder, (a: BoardEntry, b: BoardEntry) => number>> = {
  newest: (a, b) => ageOf(b) - ageOf(a) || byName(a, b),
  name: byName,
  kind: (a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || byName(a, b),
  state: (a, b) => rankOf(a) - rankOf(b) || byName(a, b),
}
