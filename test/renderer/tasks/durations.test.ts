import { expect, test } from 'vitest'
import {
  bytesText,
  countdownText,
  elapsedText,
  patienceText,
  roundElapsedText,
  spanText,
} from '../../../src/renderer/tasks/durations'

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
  [312.4, '312 ms'],
  [5_000, '5.0 s'],
  [125_000, '2 min 5 s'],
])('a span of %d ms is %s', (ms, text) => {
  expect(spanText(ms)).toBe(text)
})

test.each([
  [300, '300 ms'],
  [1_200, '1.2 s'],
  [5_000, '5 s'],
  [61_000, '1 min 1 s'],
])('a patience of %d ms is %s', (ms, text) => {
  expect(patienceText(ms)).toBe(text)
})

test('a countdown that is over says zero', () => {
  expect(countdownText(-300)).toBe('0.0 s')
})

test.each([
  [900, '900 B'],
  [2_048, '2 KB'],
  [8_912_896, '8.5 MB'],
  [3_221_225_472, '3.0 GB'],
])('%d bytes are %s', (bytes, text) => {
  expect(bytesText(bytes)).toBe(text)
})
