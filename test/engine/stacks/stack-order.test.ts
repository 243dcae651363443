import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readDuration, sayDuration } from '@vocabulary/durations'
import { findCycle, startOrder, stopOrder, type OrderedTask } from '@engine/stacks/stack-order'
import { joinWords, splitWords } from '@vocabulary/command-line'

const shop: readonly OrderedTask[] = [
  { name: 'web', dependsOn: ['api'] },
  { name: 'api', dependsOn: ['db', 'queue'] },
  { name: 'db', dependsOn: [] },
  { name: 'queue', dependsOn: ['elsewhere'] },
  { name: 'docs', dependsOn: [] },
]

test('a start goes in waves, a stop the other way round', () => {
  expect(startOrder(shop)).toEqual([['db', 'queue', 'docs'], ['api'], ['web']])
  expect(stopOrder(shop)).toEqual([['docs', 'web'], ['api'], ['queue', 'db']])
})

const graph = fc.array(fc.array(fc.nat({ max: 30 }), { maxLength: 4 }), { maxLength: 30 }).map((edges) =>
  edges.map((targets, index): OrderedTask => ({
    name: `t${index}`,
    dependsOn: targets.filter((target) => target < index).map((target) => `t${target}`),
  })),
)

test('every task is in one wave, after all that it depends on, and stops before them', () => {
  fc.assert(
    fc.property(graph, (tasks) => {
      expect(findCycle(tasks)).toBeUndefined()
      for (const [waves, goesBefore] of [
        [startOrder(tasks), true],
        [stopOrder(tasks), false],
      ] as const) {
        const at = new Map(waves.flatMap((wave, index) => wave.map((name) => [name, index] as const)))
        expect(waves.flat().length).toBe(tasks.length)
        for (const { name, dependsOn } of tasks) {
          for (const other of dependsOn) expect((at.get(other) ?? 0) < (at.get(name) ?? 0)).toBe(goesBefore)
        }
      }
    }),
  )
})

test('a cycle is named all the way round, however long it is', () => {
  expect(
    findCycle([
      { name: 'x', dependsOn: ['a'] },
      { name: 'a', dependsOn: ['b'] },
      { name: 'b', dependsOn: ['a'] },
    ]),
  ).toEqual(['a', 'b', 'a'])
  const long = Array.from({ length: 20_000 }, (_, index) => ({
    name: `t${index}`,
    dependsOn: [`t${(index + 1) % 20_000}`],
  }))
  expect(findCycle(long)?.length).toBe(20_001)
})

test('words that are joined are split into the same words', () => {
  const words = fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1 }).filter(([first]) => first !== '')
  fc.assert(
    fc.property(words, (list) => {
      expect(splitWords(joinWords(list))).toEqual({ ok: true, words: list })
    }),
  )
})

test('quotes and backslashes as a POSIX shell takes them', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    [`a 'b c' "d e" f\\ g`, ['a', 'b c', 'd e', 'f g']],
    [`a "\\"\\$\\n"'"'`, ['a', '"$\\n"']],
    [`a '' ""`, ['a', '', '']],
    ['a\\\nb  c', ['ab', 'c']],
    ['  a\t\nb ', ['a', 'b']],
    [`a'b'"c"d`, ['abcd']],
    ['npm run dev -- --port=3000', ['npm', 'run', 'dev', '--', '--port=3000']],
    ['cost $ 5', ['cost', '$', '5']],
  ]
  for (const [line, words] of cases) expect(splitWords(line), line).toEqual({ ok: true, words })
})

test('durations', () => {
  const cases = { '500ms': 500, '5s': 5_000, '1.5s': 1_500, '2m': 120_000, '1h': 3_600_000, '0ms': 0 }
  for (const [text, ms] of Object.entries(cases)) expect(readDuration(text)).toBe(ms)
  for (const text of ['5', '5 s', '-1s', 's', '1.0005s', '1d', '0.1ms'])
    expect(readDuration(text), text).toBeUndefined()
  fc.assert(
    fc.property(fc.nat({ max: 2_147_483_647 }), (ms) => {
      expect(readDuration(sayDuration(ms))).toBe(ms)
    }),
  )
})
