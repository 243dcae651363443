import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { paced } from '../../../src/renderer/client/paced'
import { writable } from '../../../src/renderer/client/readable'

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})

function watched() {
  const source = writable({ part: 0, other: 0 })
  const slow = paced(source, (value) => value.part, 100)
  const seen: number[] = []
  const undo = slow.subscribe(() => seen.push(slow.get()))
  return { source, slow, seen, undo }
}

test('the first change is told at once, those that follow it once, and the last one is never left out', () => {
  const { source, seen, undo } = watched()
  for (let part = 1; part <= 50; part++) source.set({ part, other: 0 })
  expect(seen).toEqual([1])
  vi.advanceTimersByTime(100)
  expect(seen).toEqual([1, 50])
  vi.advanceTimersByTime(1_000)
  source.set({ part: 51, other: 0 })
  expect(seen).toEqual([1, 50, 51])
  undo()
})

test('what changes beside the part is not told', () => {
  const { source, seen, undo } = watched()
  source.set({ part: 0, other: 1 })
  vi.advanceTimersByTime(1_000)
  expect(seen).toEqual([])
  undo()
})

test('whoever comes later sees the value of now', () => {
  const { source, slow, undo } = watched()
  source.set({ part: 1, other: 0 })
  undo()
  source.set({ part: 2, other: 0 })
  expect(slow.get()).toBe(2)
  slow.subscribe(() => undefined)()
})
