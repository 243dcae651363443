import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  bytesText,
  countdownText,
  elapsedText,
  patienceText,
  roundElapsedText,
  secondsText,
  spanText,
} from '@vocabulary/durations'

test.each([
  [0, '0 s'],
  [-5, '0 s'],
  [59_999, '59 s'],
  [125_000, '2:05'],
  [3_725_000, '1:02:05'],
  [90_000_000 + 172_800_000, '3 d 1 h'],
])('%d ms alive is %s', (ms, text) => {
  expect(elapsedText(ms)).toBe(text)
})

test.each([
  [9_999, '9 s'],
  [59_999, '50 s'],
  [125_000, '2 min'],
  [3_725_000, '1 h 2 min'],
  [90_000_000 + 172_800_000, '3 d 1 h'],
])('%d ms alive so far is %s in round figures', (ms, text) => {
  expect(roundElapsedText(ms)).toBe(text)
})

test.each([
  [0, '0 ms'],
  [312.4, '312 ms'],
  [999.4, '999 ms'],
  [999.6, '1.0 s'],
  [5_000, '5.0 s'],
  [59_940, '59.9 s'],
  [59_960, '1 min 0 s'],
  [60_000, '1 min 0 s'],
  [119_400, '1 min 59 s'],
  [119_600, '2 min 0 s'],
  [125_000, '2 min 5 s'],
  [3_599_400, '59 min 59 s'],
  [3_599_700, '60 min 0 s'],
])('a span of %d ms is %s', (ms, text) => {
  expect(spanText(ms)).toBe(text)
})

test.each([
  [300, '300 ms'],
  [1_200, '1.2 s'],
  [5_000, '5 s'],
  [60_000, '1 min'],
  [61_000, '1 min 1 s'],
])('a patience of %d ms is %s', (ms, text) => {
  expect(patienceText(ms)).toBe(text)
})

test('no measured span, and no size, shows a full unit as so many of the smaller one', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 10_000_000, noNaN: true }), (ms) => {
      expect(spanText(ms)).not.toMatch(/^1000 ms|^60\.0 s| 60 s$/)
      expect(bytesText(ms * 1_000)).not.toMatch(/^1024 /)
    }),
  )
})

test.each([
  [40, '0.0 s'],
  [400, '0.4 s'],
  [75_040, '75.0 s'],
])('%d ms in seconds are %s', (ms, text) => {
  expect(secondsText(ms)).toBe(text)
})

test('a countdown that is over says zero', () => {
  expect(countdownText(-300)).toBe('0.0 s')
})

test.each([
  [900, '900 B'],
  [1_023.6, '1 KB'],
  [2_048, '2 KB'],
  [1_048_400, '1.0 MB'],
  [10_480_000, '10 MB'],
  [1_073_700_000, '1.0 GB'],
  [8_912_896, '8.5 MB'],
  [3_221_225_472, '3.0 GB'],
])('%d bytes are %s', (bytes, text) => {
  expect(bytesText(bytes)).toBe(text)
})
