import { asTaskId } from '@contract/ids'
import type { RunSnapshot } from '@contract/run'
import type { StackState } from '@contract/stack'
import type { Task } from '@contract/task'
import { describe, expect, test } from 'vitest'
import { sampleRun } from '../../../src/renderer/component-board/sample-runs'
import { stackCount, stackView } from '../../../src/renderer/stacks/stack-view'

function task(name: string, ...after: readonly string[]): Task {
  const dependsOn = after.map((one) => ({ task: one, until: 'ready' as const }))
  const spec = { kind: 'process', name, command: name, dependsOn } as const
  return { id: asTaskId(name), name, kind: 'process', spec, createdAt: 0, saved: true, stack: 'shop' }
}

function runOf(name: string, phase: RunSnapshot['phase']): RunSnapshot {
  const run = sampleRun({ kind: 'process', phase }, 0)
  return { ...run, id: `run-${name}` as RunSnapshot['id'], taskId: asTaskId(name), name }
}

function stackOf(tasks: readonly Task[], more: Partial<StackState> = {}): StackState {
  return { name: 'shop', tasks: tasks.map(({ id, name }) => ({ id, name })), ...more }
}

const TASKS = [task('web', 'api'), task('api', 'db', 'cache'), task('cache'), task('db')]
const view = (runs: readonly RunSnapshot[], more: Partial<StackState> = {}, tasks: readonly Task[] = TASKS) =>
  stackView(stackOf(tasks, more), [...tasks, task('elsewhere')], new Map(runs.map((run) => [run.id, run])))

describe('a stack', () => {
  test('shows its own tasks alone, in the order of their start', () => {
    expect(view([]).rows.map((row) => row.entry.name)).toEqual(['cache', 'db', 'api', 'web'])
    expect(view([]).rows.map((row) => row.after)).toEqual([
      '',
      '',
      'after db is ready, cache is ready',
      'after api is ready',
    ])
  })

  test('with a circle that an edit made still shows each task once', () => {
    const circle = [task('a', 'b'), task('b', 'a'), task('c', 'b')]
    expect(
      view([], {}, circle)
        .rows.map((row) => row.entry.name)
        .toSorted(),
    ).toEqual(['a', 'b', 'c'])
  })

  test('counts what is alive, whatever it does', () => {
    const runs = [runOf('db', 'running'), runOf('api', 'pending'), runOf('web', 'ended'), runOf('elsewhere', 'running')]
    expect(view(runs)).toMatchObject({ running: 2, total: 4 })
    expect(stackCount(stackOf(TASKS), new Map(runs.map((run) => [run.id, run])))).toBe('2/4')
  })

  test('says why a button cannot be pressed', () => {
    expect(view([])).toMatchObject({ cannotStop: 'Nothing of it is running' })
    expect(view([])).not.toHaveProperty('cannotStart')
    const all = TASKS.map(({ name }) => runOf(name, 'running'))
    expect(view(all)).toMatchObject({ cannotStart: 'All of it is running', cannotClose: 'Stop it first' })
    expect(view(all)).not.toHaveProperty('cannotStop')
    expect(view(all, { underWay: 'stopping' })).toMatchObject({
      cannotStart: 'It is being stopped',
      cannotStop: 'It is being stopped',
    })
  })
})
