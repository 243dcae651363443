import { asRunId, asTaskId, type RunId, type TaskId } from '@contract/ids'

export const BOARD_FILTERS = ['all', 'running', 'attention', 'ended'] as const
export type BoardFilter = (typeof BOARD_FILTERS)[number]

export const RUN_TABS = ['output', 'receipt', 'family', 'definition', 'history'] as const
export type RunTab = (typeof RUN_TABS)[number]

/** Where the window is. Every place has an address, so it can be linked to and reloaded. */
export type Route =
  | { readonly page: 'board'; readonly filter: BoardFilter }
  | { readonly page: 'run'; readonly runId: RunId; readonly tab: RunTab }
  | { readonly page: 'task'; readonly taskId: TaskId }
  | { readonly page: 'stack'; readonly name: string }
  | { readonly page: 'lab' | 'compare' | 'guide' | 'log' | 'new' | 'settings' | 'component-board' }

export const BOARD: Route = { page: 'board', filter: 'all' }

/** Reads an address such as `#/run/ID/receipt`. Whatever it does not know leads to the board. */
export function parseRoute(hash: string): Route {
  const [page, first, second] = hash.replace(/^#\/?/, '').split('/').map(decode)
  switch (page) {
    case 'lab':
      return { page: first === 'compare' ? 'compare' : 'lab' }
    case 'guide':
    case 'log':
    case 'new':
    case 'settings':
    case 'component-board':
      return { page }
    case 'run':
      if (first === undefined || first === '') return BOARD
      return { page, runId: asRunId(first), tab: RUN_TABS.find((tab) => tab === second) ?? 'output' }
    case 'task':
      return first === undefined || first === '' ? BOARD : { page, taskId: asTaskId(first) }
    case 'stack':
      return first === undefined || first === '' ? BOARD : { page, name: first }
    default:
      return { page: 'board', filter: BOARD_FILTERS.find((filter) => filter === first) ?? 'all' }
  }
}

/** The address of a place: the inverse of `parseRoute`. */
export function routeHash(route: Route): string {
  switch (route.page) {
    case 'board':
      return route.filter === 'all' ? '#/board' : `#/board/${route.filter}`
    case 'run':
      return `#/run/${encodeURIComponent(route.runId)}/${route.tab}`
    case 'task':
      return `#/task/${encodeURIComponent(route.taskId)}`
    case 'stack':
      return `#/stack/${encodeURIComponent(route.name)}`
    case 'compare':
      return '#/lab/compare'
    default:
      return `#/${route.page}`
  }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
