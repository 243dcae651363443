import { asTaskId } from '@contract/ids'
import { expect, test } from 'vitest'
import { sampleRun, sampleWishes } from '../../../src/renderer/component-board/sample-runs'
import type { BoardEntry } from '../../../src/renderer/tasks/board-entries'
import { boardGroups } from '../../../src/renderer/tasks/board-groups'
import { arrowTarget, gridRows, rowOfCard } from '../../../src/renderer/tasks/grid-rows'

const NOW = 1_800_000_000_000

function entries(count: number): readonly BoardEntry[] {
  return sampleWishes()
    .slice(0, count)
    .map((wish): BoardEntry => {
      const run = sampleRun(wish, NOW)
      return { taskId: run.taskId, name: run.name, kind: run.kind, task: undefined, run }
    })
}

test.each([
  ['ArrowDown', 1, 4],
  ['ArrowUp', 1, undefined],
  ['ArrowRight', 2, 3],
  ['ArrowLeft', 0, undefined],
  ['End', 0, 6],
  ['Home', 0, undefined],
  ['ArrowDown', 6, undefined],
  ['x', 1, undefined],
])('%s from card %d of 7 in 3 columns leads to %s', (key, from, to) => {
  expect(arrowTarget(key, from, gridRows(boardGroups(entries(7), 'none'), 3))).toBe(to)
})

test('down into a shorter row leads to its last card', () => {
  expect(arrowTarget('ArrowDown', 5, gridRows(boardGroups(entries(7), 'none'), 3))).toBe(6)
})

test('groups by phase begin with what is under way, and each stands under a heading of its own', () => {
  const groups = boardGroups(
    [...entries(6), { taskId: asTaskId('x'), name: 'x', kind: 'timer', task: undefined, run: undefined }],
    'phase',
  )
  expect(groups.map((group) => group.title)).toEqual([
    'Stuck',
    'Stopping',
    'Running',
    'Starting',
    'Pending',
    'Ended',
    'Not started',
  ])
  const rows = gridRows(groups, 3)
  expect(rows.map((row) => row.sort)).toEqual(groups.flatMap(() => ['heading', 'cards']))
  expect(rowOfCard(rows, 1)).toBe(3)
  expect(arrowTarget('ArrowDown', 0, rows)).toBe(1)
})

test('cards without a stack come after those of the stacks', () => {
  const [one, two] = entries(2)
  if (one === undefined || two === undefined) throw new Error('there are no samples')
  const task = {
    id: two.taskId,
    name: two.name,
    kind: two.kind,
    createdAt: 0,
    saved: true,
    stack: 'shop',
    spec: { kind: 'thread', name: two.name, workload: 'lab/ticker' },
  } as const
  expect(boardGroups([one, { ...two, task }], 'stack').map((group) => group.title)).toEqual(['shop', 'No stack'])
})
