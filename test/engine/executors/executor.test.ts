import { expect, test } from 'vitest'
import { asRunId } from '@contract/ids'
import { Executors } from '@engine/executors/executor'

const ids = ['a', 'b', 'c', 'd'].map((text) => asRunId(text))
const [a, b, c, d] = ids as [
  ReturnType<typeof asRunId>,
  ReturnType<typeof asRunId>,
  ReturnType<typeof asRunId>,
  ReturnType<typeof asRunId>,
]

function bench() {
  const executor = new Executors().named('pool')
  const begun: string[] = []
  return {
    executor,
    begun,
    enqueue: (id: typeof a, max: number) => executor.enqueue(id, max, () => void begun.push(id)),
  }
}

test('as many futures begin as there are workers, and the others in the order of their coming', () => {
  const { executor, begun, enqueue } = bench()
  for (const id of ids) enqueue(id, 2)
  expect(begun).toEqual(['a', 'b'])
  expect(executor.pending).toEqual(['c', 'd'])
  executor.finished(b)
  expect(begun).toEqual(['a', 'b', 'c'])
  executor.finished(a)
  executor.finished(c)
  expect(begun).toEqual(['a', 'b', 'c', 'd'])
})

test('a pending future that is withdrawn never begins; one that has begun is not withdrawn', () => {
  const { executor, begun, enqueue } = bench()
  const first = enqueue(a, 1)
  const second = enqueue(b, 1)
  enqueue(c, 1)
  expect(first.withdraw()).toBe(false)
  expect(second.withdraw()).toBe(true)
  expect(second.withdraw()).toBe(false)
  executor.finished(a)
  expect(begun).toEqual(['a', 'c'])
})

test('the latest number of workers counts, upwards at once and downwards as futures finish', () => {
  const { executor, begun, enqueue } = bench()
  expect(enqueue(a, 1).note).toBeUndefined()
  enqueue(b, 1)
  expect(enqueue(c, 3).note).toBe('executor pool: 3 workers from now on, before 1')
  expect(begun).toEqual(['a', 'b', 'c'])
  expect(enqueue(d, 1).note).toBe('executor pool: 1 worker from now on, before 3')
  executor.finished(a)
  executor.finished(b)
  expect(begun).not.toContain('d')
  executor.finished(c)
  expect(begun).toContain('d')
})

test('finished twice, and finished for a future that never began, free no worker twice', () => {
  const { executor, begun, enqueue } = bench()
  for (const id of ids) enqueue(id, 1)
  executor.finished(a)
  executor.finished(a)
  expect(begun).toEqual(['a', 'b'])
  executor.finished(d)
  expect(executor.pending).toEqual(['c'])
})
