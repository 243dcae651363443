import type { RunId } from '@contract/ids'
import type { RunSnapshot } from '@contract/run'
import type { RunOutline } from '@contract/run-outline'
import type { StackState } from '@contract/stack'
import type { Task } from '@contract/task'
import { isAlive } from '../tasks/attention'
import { boardEntries, type CardEntry } from '../tasks/board-entries'
import { WORDS } from './words'

export interface StackView {
  readonly name: string
  readonly running: number
  readonly total: number
  /** In the order of their start: those that others wait for come first. */
  readonly rows: readonly StackRow[]
  /** Why each cannot be pressed now; absent when it can. */
  readonly cannotStart?: string
  readonly cannotStop?: string
  readonly cannotClose?: string
}

export interface StackRow {
  readonly entry: CardEntry
  /** `after db is ready`; empty for one that waits for nobody. */
  readonly after: string
}

export function stackView(stack: StackState, tasks: readonly Task[], runs: ReadonlyMap<RunId, RunSnapshot>): StackView {
  const ids = new Set(stack.tasks.map((task) => task.id))
  const own = tasks.filter((task) => ids.has(task.id))
  const entries = boardEntries(own, runs).filter((entry) => ids.has(entry.taskId) && entry.copy === undefined)
  const rows = inStartOrder(entries).map((entry): StackRow => ({ entry, after: afterWords(entry) }))
  const running = rows.filter(({ entry }) => isAlive(entry.run)).length
  const busy =
    stack.underWay === undefined ? undefined : stack.underWay === 'stopping' ? WORDS.stopping : WORDS.restarting
  return {
    name: stack.name,
    running,
    total: rows.length,
    rows,
    ...why('cannotStart', busy ?? (running === rows.length ? WORDS.allRun : undefined)),
    ...why('cannotStop', busy ?? (running === 0 ? WORDS.nothingRuns : undefined)),
    ...why('cannotClose', busy ?? (running > 0 ? WORDS.stopFirst : undefined)),
  }
}

/** How many of a stack's tasks have a run that is alive. */
export function stackCount(stack: StackState, runs: ReadonlyMap<RunId, RunOutline>): string {
  const ids = new Set(stack.tasks.map((task) => task.id))
  const alive = new Set([...runs.values()].filter(isAlive).map((run) => run.taskId))
  return `${String([...ids].filter((id) => alive.has(id)).length)}/${String(ids.size)}`
}

function inStartOrder(entries: readonly CardEntry[]): readonly CardEntry[] {
  const names = new Set(entries.map((entry) => entry.name))
  const placed = new Set<string>()
  const order: CardEntry[] = []
  let left = entries
  while (left.length > 0) {
    const free = left.filter((entry) => needs(entry).every((name) => !names.has(name) || placed.has(name)))
    // A circle is refused when a stack is read; an edit may have made one since, and it must not hang the page.
    const wave = free.length > 0 ? free : left
    for (const entry of wave) placed.add(entry.name)
    order.push(...wave)
    left = left.filter((entry) => !placed.has(entry.name))
  }
  return order
}

function needs(entry: CardEntry): readonly string[] {
  return dependenciesOf(entry).map((dependency) => dependency.task)
}

function afterWords(entry: CardEntry): string {
  const parts = dependenciesOf(entry).map(({ task, until }) => `${task} is ${until}`)
  return parts.length === 0 ? '' : WORDS.after(parts.join(', '))
}

function dependenciesOf({ task }: CardEntry) {
  return task === undefined || task.spec.kind === 'timer' ? [] : (task.spec.dependsOn ?? [])
}

function why<Name extends string>(name: Name, text: string | undefined): Partial<Record<Name, string>> {
  return text === undefined ? {} : ({ [name]: text } as Record<Name, string>)
}
