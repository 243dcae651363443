import { resolve } from 'node:path'
import { asTaskId } from '@contract/ids'
import type { StackIssue, StackTaskSpec } from '@contract/stack'
import type { TaskSpec } from '@contract/task'
import { parseTaskSpec } from '@vocabulary/parse-task-spec'
import { didYouMean } from './did-you-mean'
import { findCycle, orderedTask } from './stack-order'
import { byPlace, type SourcePlaces } from './source-places'
import type { StackSources } from './stack-sources'

const MOST_TASKS = 1_000

/** What only the stack as a whole can show: who depends on whom, what is there on disk, and the limits of every task. */
export function stackIssues(
  tasks: readonly StackTaskSpec[],
  places: SourcePlaces,
  sources: StackSources,
): readonly StackIssue[] {
  if (tasks.length === 0) return [places.issue(['tasks'], 'no task', 'at least one task')]
  if (tasks.length > MOST_TASKS) return [places.issue(['tasks'], `${tasks.length} tasks`, `at most ${MOST_TASKS}`)]
  const names = tasks.map(({ name }) => name)
  const ofEach = tasks.flatMap((task) => [
    ...referenceIssues(task, names, places),
    ...envFileIssues(task, places, sources),
    ...limitIssues(task, places),
  ])
  return [...ofEach, ...cycleIssues(tasks, places)].sort(byPlace)
}

function referenceIssues(task: StackTaskSpec, names: readonly string[], places: SourcePlaces): readonly StackIssue[] {
  const path = ['tasks', task.name]
  if (task.kind === 'timer') {
    if (!('startTask' in task.action) || names.includes(task.action.startTask)) return []
    return [unknownTask([...path, 'start'], task.action.startTask, names, places)]
  }
  return (task.dependsOn ?? []).flatMap((dependency, index) => {
    const at = dependencyPath(path, dependency.task, index, places)
    if (dependency.task === task.name) return [places.issue(at, `"${task.name}", the task itself`, 'another task')]
    return names.includes(dependency.task) ? [] : [unknownTask(at, dependency.task, names, places)]
  })
}

function unknownTask(
  path: readonly string[],
  name: string,
  names: readonly string[],
  places: SourcePlaces,
): StackIssue {
  const meant = didYouMean(name, names)
  const shown = names.slice(0, 12).join(', ') + (names.length > 12 ? ', …' : '')
  const expected = `a task of this stack (${meant === undefined ? shown : `did you mean ${meant}?`})`
  return places.issue(path, `"${name}"`, expected, 'key')
}

/** A list has numbers, a map has names, a single name has neither. */
function dependencyPath(task: readonly string[], name: string, index: number, places: SourcePlaces): readonly string[] {
  const base = [...task, 'dependsOn']
  if (places.has([...base, String(index)])) return [...base, String(index)]
  return places.has([...base, name]) ? [...base, name] : base
}

function cycleIssues(tasks: readonly StackTaskSpec[], places: SourcePlaces): readonly StackIssue[] {
  const cycle = findCycle(tasks.map(orderedTask))
  // One task on its own is told as depending on itself.
  if (!cycle || cycle.length < 3) return []
  const [first = ''] = cycle
  return [places.issue(['tasks', first, 'dependsOn'], `the cycle ${cycle.join(' -> ')}`, 'an order to start in', 'key')]
}

function envFileIssues(task: StackTaskSpec, places: SourcePlaces, sources: StackSources): readonly StackIssue[] {
  if (task.kind !== 'process') return []
  return (task.envFiles ?? []).flatMap((file, index) => {
    const path = resolve(task.cwd ?? '.', file)
    const found = sources.readable(path)
    if (found.ok) return []
    const got = `${JSON.stringify(file)} (${found.why === 'missing' ? `there is no ${path}` : found.sentence})`
    return [places.issue(['tasks', task.name, 'envFiles', String(index)], got, 'a file that can be read')]
  })
}

/** The names that a task has on the board, in the words of the file. */
const FILE_WORDS: Readonly<Record<string, string>> = {
  stopPolicy: 'stop',
  scope: 'stop',
  args: 'command',
  delayMs: 'delay',
  pullEveryMs: 'pullEvery',
}

function limitIssues(task: StackTaskSpec, places: SourcePlaces): readonly StackIssue[] {
  const parsed = parseTaskSpec(asTaskSpec(task))
  if (parsed.ok) return []
  return parsed.issues.map(({ path, got, expected }) => {
    const [field = '', ...rest] = path.split('.').filter((part) => part !== 'probe')
    return places.issue(['tasks', task.name, FILE_WORDS[field] ?? field, ...rest], got, expected)
  })
}

/** With the named task's name in the place of its id, which is not known before the stack is opened. */
function asTaskSpec(task: StackTaskSpec): TaskSpec {
  if (task.kind !== 'timer') return task
  const { action, ...rest } = task
  return { ...rest, action: 'startTask' in action ? { start: asTaskId(action.startTask) } : action }
}

/** Names that differ only by case: two tasks, and probably one was meant. */
export function stackWarnings(tasks: readonly StackTaskSpec[], places: SourcePlaces): readonly StackIssue[] {
  const seen = new Map<string, string>()
  return tasks.flatMap(({ name }) => {
    const folded = name.toLowerCase()
    const other = seen.get(folded)
    if (other === undefined) {
      seen.set(folded, name)
      return []
    }
    return [places.issue(['tasks', name], `"${name}" beside "${other}"`, 'names that differ by more than case', 'key')]
  })
}
