import { expect, test } from 'vitest'
import { paletteRank } from '../../../src/renderer/navigation/palette-rank'

test.each([
  ['Stop all', 'stop', 1],
  ['Stop all', 'STOP A', 1],
  ['Stop all', 'all', 0.8],
  ['Stop Session keeper', 'keeper stop', 0.8],
  ['Restart nonstop', 'stop', 0.5],
  ['Restart Busy loop', 'stop', 0],
  ['Start Session keeper', 'stop', 0],
  ['Stop all', '', 1],
])('%j answers %j with %d', (text, search, rank) => {
  expect(paletteRank(text, search)).toBe(rank)
})
