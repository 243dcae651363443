import { expect, test } from 'vitest'
import { fittingText, wrappedText } from '../../../src/renderer/receipt/fitting-text'

const measure = (text: string): number => text.length

test('text that fits is left as it is; longer text is cut and says so', () => {
  expect(fittingText('short', 5, measure)).toBe('short')
  expect(fittingText('too long for it', 9, measure)).toBe('too long…')
})

test('text is wrapped between words, and what does not fit into the last line is cut', () => {
  expect(wrappedText('one two three', 7, 2, measure)).toEqual(['one two', 'three'])
  expect(wrappedText('one two three four five', 7, 2, measure)).toEqual(['one two', 'three…'])
  expect(wrappedText('', 7, 2, measure)).toEqual([])
})
