import { expect, it } from 'vitest'
import { parseSavedTasks } from '@vocabulary/saved-tasks'

const GOOD = { id: 'task-1', createdAt: 5, spec: { kind: 'process', name: 'Server', command: 'node' }, stack: 'shop' }

function file(tasks: readonly unknown[]): string {
  return JSON.stringify({ version: 1, tasks })
}

it('a saved task is read with its name, its kind and its stack', () => {
  expect(parseSavedTasks(file([GOOD]))).toEqual({
    tasks: [{ ...GOOD, name: 'Server', kind: 'process', saved: true }],
    problems: [],
  })
})

it('a task that is not understood is told and costs no other', () => {
  const { tasks, problems } = parseSavedTasks(file([{ ...GOOD, spec: { kind: 'process' } }, GOOD]))
  expect(tasks).toHaveLength(1)
  expect(problems).toHaveLength(1)
  expect(problems[0]).toMatch(/^A saved task was left out: .*command: got nothing, expected/)
})

it.each(['', 'null', '{"version":2,"tasks":[]}', '{"version":1}'])('%j is no file of saved tasks', (text) => {
  expect(() => parseSavedTasks(text)).toThrow()
})
