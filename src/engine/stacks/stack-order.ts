import type { StackTaskSpec } from '@contract/stack'
import type { TaskSpec } from '@contract/task'

/** A task as far as order goes. Names that are not in the list are ignored: they belong to others. */
export interface OrderedTask {
  readonly name: string
  readonly dependsOn: readonly string[]
}

export function orderedTask(spec: StackTaskSpec | TaskSpec): OrderedTask {
  return { name: spec.name, dependsOn: 'dependsOn' in spec ? (spec.dependsOn ?? []).map(({ task }) => task) : [] }
}

/** Waves of names: each wave needs only those before it. Within a wave the order of the list is kept. */
export function startOrder(tasks: readonly OrderedTask[]): readonly (readonly string[])[] {
  const known = new Set(tasks.map(({ name }) => name))
  const done = new Set<string>()
  const waves: string[][] = []
  let left = tasks
  while (left.length > 0) {
    const free = left.filter((task) => task.dependsOn.every((name) => !known.has(name) || done.has(name)))
    // Cycles are refused when a stack is read; should one get here, its tasks are the last wave rather than a hang.
    const wave = (free.length > 0 ? free : left).map(({ name }) => name)
    for (const name of wave) done.add(name)
    waves.push(wave)
    left = left.filter(({ name }) => !done.has(name))
  }
  return waves
}

/** Waves of names for a stop: first those on whom nobody depends, each later wave once its dependents are gone. */
export function stopOrder(tasks: readonly OrderedTask[]): readonly (readonly string[])[] {
  return startOrder([...tasks].reverse().map(({ name }) => ({ name, dependsOn: dependentsOf(name, tasks) })))
}

/** Those that name `name` among what they depend on. */
export function dependentsOf(name: string, tasks: readonly OrderedTask[]): readonly string[] {
  return tasks.filter((task) => task.dependsOn.includes(name)).map((task) => task.name)
}

/** A cycle as the names on the way round, the first one again at the end; `undefined` when there is none. */
export function findCycle(tasks: readonly OrderedTask[]): readonly string[] | undefined {
  const byName = new Map(tasks.map((task) => [task.name, task]))
  const cleared = new Set<string>()
  for (const { name } of tasks) {
    const cycle = cycleFrom(name, byName, cleared)
    if (cycle) return cycle
  }
  return undefined
}

/** Walks with a list of its own: a chain of a hundred thousand tasks must not exhaust the call stack. */
function cycleFrom(
  start: string,
  byName: ReadonlyMap<string, OrderedTask>,
  cleared: Set<string>,
): readonly string[] | undefined {
  const way: { name: string; next: number }[] = [{ name: start, next: 0 }]
  const onWay = new Set([start])
  for (let step = way.at(-1); step; step = way.at(-1)) {
    const next = byName.get(step.name)?.dependsOn[step.next]
    step.next += 1
    if (next === undefined) {
      cleared.add(step.name)
      onWay.delete(step.name)
      way.pop()
    } else if (onWay.has(next)) {
      const names = way.map(({ name }) => name)
      return [...names.slice(names.indexOf(next)), next]
    } else if (!cleared.has(next) && byName.has(next)) {
      way.push({ name: next, next: 0 })
      onWay.add(next)
    }
  }
  return undefined
}
