import { expect, test } from 'vitest'
import { linesLost } from '../../bench/engine/burst.mjs'
import { readOptions } from '../../bench/options.mjs'
import { PARTS } from '../../bench/parts.mjs'
import { peersAnswer } from '../../bench/peers/peers-bench.mjs'
import { chartOf, usedOf } from '../../bench/report/chart.mjs'
import { measuredPart, withMeasured } from '../../bench/report/page.mjs'
import { plainTable, tableLines } from '../../bench/report/table.mjs'
import { ROWS, rowOf, targetOf, verdictOf } from '../../bench/rows.mjs'
import { difference, median, quantile, ratio } from '../../bench/statistics.mjs'

const seen = (value: number) => ({ value, min: value - 1, max: value + 1, rounds: 5, note: 'as | seen' })
const machine = { cores: 2, processor: 'a processor', kernel: 'linux 6.1', node: '20.19.0', loadAtStart: 0.1 }
const run = { machine, quick: false, seconds: 600, failures: {}, peers: undefined }

test('the middle of an even number of figures is between the two in the middle', () => {
  expect(median([4, 1, 3, 2])).toBe(2.5)
  expect(quantile([0, 10, 20, 30, 40], 0.95)).toBeCloseTo(38)
  expect(median([])).toBeUndefined()
})

test('a ratio is that of the medians, and its spread that of the pairs taken in one round', () => {
  expect(ratio([2, 6, 4], [2, 2, 2])).toEqual({ value: 2, min: 1, max: 3, rounds: 3 })
  expect(difference([5, 9, 7], [4, 4, 4])).toEqual({ value: 3, min: 1, max: 5, rounds: 3 })
})

test('every row is measured by exactly one part', () => {
  const measured = PARTS.flatMap(({ rows }) => rows)
  expect([...measured].sort()).toEqual(ROWS.map(({ id }) => id).sort())
})

test('a figure meets its target as it is printed, and misses it by the next digit', () => {
  expect(verdictOf(rowOf('start'), 1.154)).toBe('met')
  expect(verdictOf(rowOf('start'), 1.156)).toBe('missed')
  expect(verdictOf(rowOf('burst'), 0.79)).toBe('missed')
  expect(verdictOf(rowOf('family-left'), 1)).toBe('missed')
  expect(verdictOf(rowOf('memory-main'), 1_000)).toBe('reported')
  expect(targetOf(rowOf('burst'))).toBe('≥ 0.8 ×')
})

test('the table names what was measured, what failed and why, and leaves out what was not asked for', () => {
  const lines = tableLines({ stop: seen(4) }, { start: 'it did not come up' })
  expect(lines.map(([id, , , verdict]) => [id, verdict])).toEqual([
    ['start', 'not measured'],
    ['stop', 'met'],
  ])
  expect(plainTable(lines)).toContain('it did not come up')
})

test('the page keeps what people wrote around the measured part', () => {
  const page = 'before\n<!-- measured: written by npm run bench -->\nthe last run\n<!-- measured: end -->\nafter\n'
  const written = withMeasured(page, measuredPart({ ...run, rows: { stop: seen(40) } }))
  expect(written).toMatch(/^before\n/)
  expect(written).toMatch(/\nafter\n$/)
  expect(written).toContain('0 targets met, 1 missed.')
  expect(written).toContain('as \\| seen')
  expect(written).not.toContain('the last run')
  expect(() => withMeasured('no marks', '')).toThrow('expected the lines')
})

test('a machine that was not quiet is said to be so', () => {
  const busy = measuredPart({ ...run, machine: { ...machine, loadAtStart: 3 }, rows: {} })
  expect(busy).toContain('not quiet')
  expect(measuredPart({ ...run, rows: {} })).not.toContain('not quiet')
})

test('the chart has a bar for each row with a target, green inside it and red beyond', () => {
  const chart = chartOf({ stop: seen(4), escalation: seen(40), 'memory-main': seen(90) })
  expect(chart.match(/rx="2"/g)).toHaveLength(2)
  expect(chart).toContain('#2f8f5b')
  expect(chart).toContain('#c2413a')
  expect(usedOf(rowOf('burst'), 1.6)).toBe(0.5)
})

test('an option that names no row is answered with the rows that there are', () => {
  expect(() => readOptions(['--only', 'stop,speed'])).toThrow(/got "speed", expected one or more of start, stop/)
  const { wants, write } = readOptions(['--only', 'stop'])
  expect([wants(['start', 'stop']), wants(['burst']), write]).toEqual([true, false, false])
  expect(readOptions([]).write).toBe(true)
})

test('a line that is missing, cut or out of its place counts as lost', () => {
  const line = (n: number) => `${String(n).padStart(8, '0')} ${'x'.repeat(90)}\n`
  expect(linesLost(Buffer.from(line(1) + line(2) + line(3)), 3)).toBe(0)
  expect(linesLost(Buffer.from(line(1) + line(3)), 3)).toBe(2)
})

test('a peer that could not be opened is named with its reason, and has no figures', () => {
  const polite = { startMs: { median: 90 }, stopMs: { median: 55 }, stopToldMs: { median: 58 }, cleanupRan: '5/5' }
  const { rows, missing } = peersAnswer({ peers: { spawn: { W1: polite }, other: { error: 'cannot open: gone' } } })
  expect(rows).toMatchObject([{ name: 'spawn', firstLineMs: 90, goneMs: 55, toldMs: 58, cleanupRan: '5/5' }])
  expect(missing).toEqual(['other (cannot open: gone)'])
})
