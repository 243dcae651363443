import { restartTask, setTheme } from '../client/commands'
import type { CardEntry } from '../tasks/board-entries'
import { pressAction } from '../tasks/card-commands'
import { stopEverything } from '../tasks/followed-stop'
import { taskCardView } from '../tasks/task-card-view'
import { openStackFile } from '../stacks/stack-actions'
import type { StackView } from '../stacks/stack-view'
import type { Route } from './route'
import { stackPaletteActions } from './stack-palette-actions'
import { goTo } from './use-route'

export interface PaletteAction {
  readonly id: string
  readonly group: 'Tasks' | 'Stacks' | 'Go to' | 'Window'
  readonly text: string
  /** Shown at the right: where the task is, or a shortcut. */
  readonly note: string
  readonly run: () => void
}

const PLACES: readonly { readonly text: string; readonly route: Route; readonly note: string }[] = [
  { text: 'Board', route: { page: 'board', filter: 'all' }, note: '' },
  { text: 'Running', route: { page: 'board', filter: 'running' }, note: '' },
  { text: 'Needs attention', route: { page: 'board', filter: 'attention' }, note: '' },
  { text: 'Ended', route: { page: 'board', filter: 'ended' }, note: '' },
  { text: 'Lab', route: { page: 'lab' }, note: '' },
  { text: 'Lab: compare', route: { page: 'compare' }, note: '' },
  { text: 'Guide: which one to use?', route: { page: 'guide' }, note: '' },
  { text: 'Cleanup log', route: { page: 'log' }, note: '' },
  { text: 'New task', route: { page: 'new' }, note: 'N' },
  { text: 'Settings', route: { page: 'settings' }, note: '' },
]

/** Everything that can be done now: for each task its controls that are offered and its run, then the pages, then the window. */
export function paletteActions(
  entries: readonly CardEntry[],
  stacks: readonly StackView[],
  now: number,
): readonly PaletteAction[] {
  return [
    ...entries.flatMap((entry) => taskActions(entry, now)),
    ...stackPaletteActions(stacks),
    ...PLACES.map(({ text, route, note }): PaletteAction => ({
      id: `go-${text}`,
      group: 'Go to',
      text,
      note,
      run: () => {
        goTo(route)
      },
    })),
    windowAction('Open a stack…', () => void openStackFile()),
    windowAction('Stop all', () => void stopEverything()),
    windowAction('Theme: as the system', () => void setTheme('system')),
    windowAction('Theme: light', () => void setTheme('light')),
    windowAction('Theme: dark', () => void setTheme('dark')),
  ]
}

function taskActions(entry: CardEntry, now: number): readonly PaletteAction[] {
  const view = taskCardView(entry, now)
  const { runId } = view
  const controls = view.actions
    .filter((action) => action.unavailable === undefined)
    .map((action): PaletteAction => ({
      id: `${action.action}-${entry.taskId}`,
      group: 'Tasks',
      text: action.name,
      note: view.status.text,
      run: () => void pressAction(view, action),
    }))
  if (view.restart.unavailable === undefined) {
    controls.push({
      id: `restart-${entry.taskId}`,
      group: 'Tasks',
      text: view.restart.name,
      note: view.status.text,
      run: () => void restartTask(entry.taskId),
    })
  }
  if (runId === undefined) return controls
  const open: PaletteAction = {
    id: `open-${entry.taskId}`,
    group: 'Tasks',
    text: `Open ${entry.name}`,
    note: view.status.text,
    run: () => {
      goTo({ page: 'run', runId, tab: entry.run?.receipt === undefined ? 'output' : 'receipt' })
    },
  }
  return [open, ...controls]
}

function windowAction(text: string, run: () => void): PaletteAction {
  return { id: text, group: 'Window', text, note: '', run }
}
