import { asTaskId } from '@contract/ids'
import { expect, test } from 'vitest'
import { extended, type Selection, toggled } from '../../../src/renderer/tasks/selection'

const ORDER = ['a', 'b', 'c', 'd'].map(asTaskId)
const NOTHING: Selection = { taskIds: new Set(), anchor: undefined }

test('a card is taken in, and out again', () => {
  const once = toggled(NOTHING, asTaskId('a'))
  expect([...once.taskIds]).toEqual(['a'])
  expect([...toggled(once, asTaskId('a')).taskIds]).toEqual([])
})

test('Shift selects everything from the last card that was taken, in both directions', () => {
  const from = toggled(NOTHING, asTaskId('c'))
  expect([...extended(from, asTaskId('d'), ORDER).taskIds]).toEqual(['c', 'd'])
  expect([...extended(from, asTaskId('a'), ORDER).taskIds]).toEqual(['a', 'b', 'c'])
})

test('Shift without a card to begin at selects that card alone', () => {
  expect([...extended(NOTHING, asTaskId('b'), ORDER).taskIds]).toEqual(['b'])
})
