import { expect, test } from 'vitest'
import { sparkPath } from '../../../src/renderer/ui/spark-path'

const FRAME = { top: 10, slots: 5, width: 100, height: 21 }

test('nothing measured draws nothing', () => {
  expect(sparkPath([], FRAME)).toEqual({ line: '', area: '' })
})

test('few values stand at the right edge, the newest last', () => {
  expect(sparkPath([0, 10], FRAME).line).toBe('M75.00,20.50L100.00,0.50')
})

test('what is above the top is cut, and no more values are drawn than there are slots', () => {
  const { line } = sparkPath([9, 9, 9, 9, 9, 9, 99], FRAME)
  expect(line.match(/[ML]/g)).toHaveLength(5)
  expect(line.endsWith('L100.00,0.50')).toBe(true)
})
