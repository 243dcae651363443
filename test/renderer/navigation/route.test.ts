import { asRunId, asTaskId } from '@contract/ids'
import { expect, test } from 'vitest'
import {
  BOARD,
  BOARD_FILTERS,
  parseRoute,
  type Route,
  routeHash,
  RUN_TABS,
} from '../../../src/renderer/navigation/route'

const PLACES: readonly Route[] = [
  ...BOARD_FILTERS.map((filter) => ({ page: 'board', filter }) as const),
  ...RUN_TABS.map((tab) => ({ page: 'run', runId: asRunId('a/b c#?'), tab }) as const),
  { page: 'task', taskId: asTaskId('t%1') },
  { page: 'lab' },
  { page: 'compare' },
  { page: 'settings' },
  { page: 'guide' },
  { page: 'log' },
  { page: 'new' },
]

test.each(PLACES)('the address of $page leads back to it', (route) => {
  expect(parseRoute(routeHash(route))).toEqual(route)
})

test.each(['', '#', '#/', '#/nonsense', '#/run', '#/run/', '#/task/', '#/board/nonsense', '#/%E0%A4%A'])(
  '%j leads to the board',
  (hash) => {
    expect(parseRoute(hash)).toEqual(BOARD)
  },
)

test('a run without a tab opens its output', () => {
  expect(parseRoute('#/run/r1')).toEqual({ page: 'run', runId: 'r1', tab: 'output' })
})
