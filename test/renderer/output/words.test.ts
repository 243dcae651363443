import { expect, it } from 'vitest'
import { WORDS } from '../../../src/renderer/output/words'

it('what of an output is missing is said in its place and in the line below, and never as if it had been the beginning', () => {
  expect(WORDS.skipped('94 KB')).toBe('… 94 KB not kept …')
  expect(WORDS.kept(96_000, '94 KB')).toBe('94 KB of it not kept')
  expect(WORDS.kept(0, '0 B')).toBe('all of it is kept')
})
