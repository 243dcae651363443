import { expect, test } from 'vitest'
import { BOARD, parseRoute, routeHash } from '../../../src/renderer/navigation/route'

test.each(['shop', 'my shop/#1', '100 %'])('the address of the stack %j leads back to it', (name) => {
  expect(parseRoute(routeHash({ page: 'stack', name }))).toEqual({ page: 'stack', name })
})

test('the address of a stack without a name leads to the board', () => {
  expect(parseRoute('#/stack/')).toEqual(BOARD)
})
