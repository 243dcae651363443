import { restartTask, setTheme } from '../client/commands'
import { type CardEntry, entryKey } from '../tasks/board-entries'
import { pressAction } from '../tasks/card-commands'
import { stopEverything } from '../tasks/followed-stop'
import { taskCardView } from '../tasks/task-card-view'
import { openStackFile, restartStack, startStack, stopStack } from '../stacks/stack-actions'
import type { StackView } from '../stacks/stack-view'
import { WORDS as STACK_WORDS } from '../stacks/words'
import type { Route } from './route'
import { goBack, goForward, goTo } from './use-route'
import { WORDS } from './words'

export interface PaletteAction {
  readonly id: string
  /** The heading that it stands under. */
  readonly group: string
  readonly text: string
  /** Shown at the right: where the task is, or a shortcut. */
  readonly note: string
  readonly run: () => void
}

const PLACES: readonly { readonly text: string; readonly route: Route; readonly note: string }[] = [
  { text: WORDS.board, route: { page: 'board', filter: 'all' }, note: '' },
  { text: WORDS.running, route: { page: 'board', filter: 'running' }, note: '' },
  { text: WORDS.needsAttention, route: { page: 'board', filter: 'attention' }, note: '' },
  { text: WORDS.ended, route: { page: 'board', filter: 'ended' }, note: '' },
  { text: WORDS.lab, route: { page: 'lab' }, note: '' },
  { text: WORDS.labCompare, route: { page: 'compare' }, note: '' },
  { text: WORDS.guideWhichOneToUse, route: { page: 'guide' }, note: '' },
  { text: WORDS.cleanupLog, route: { page: 'log' }, note: '' },
  { text: WORDS.newTask, route: { page: 'new' }, note: 'N' },
  { text: WORDS.settings, route: { page: 'settings' }, note: '' },
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
      group: WORDS.goTo,
      text,
      note,
      run: () => {
        goTo(route)
      },
    })),
    windowAction(WORDS.goBack, goBack),
    windowAction(WORDS.goForward, goForward),
    windowAction(WORDS.openAStack, () => void openStackFile()),
    windowAction(WORDS.stopAll, () => void stopEverything()),
    windowAction(WORDS.themeAsTheSystem, () => void setTheme('system')),
    windowAction(WORDS.themeLight, () => void setTheme('light')),
    windowAction(WORDS.themeDark, () => void setTheme('dark')),
  ]
}

function taskActions(entry: CardEntry, now: number): readonly PaletteAction[] {
  const view = taskCardView(entry, now)
  const { runId } = view
  const controls = view.actions
    .filter((action) => action.unavailable === undefined)
    .map((action): PaletteAction => ({
      id: `${action.action}-${entryKey(entry)}`,
      group: WORDS.tasks,
      text: action.name,
      note: view.status.text,
      run: () => void pressAction(view, action),
    }))
  if (view.restart.unavailable === undefined) {
    controls.push({
      id: `restart-${entryKey(entry)}`,
      group: WORDS.tasks,
      text: view.restart.name,
      note: view.status.text,
      run: () => void restartTask(entry.taskId),
    })
  }
  if (runId === undefined) return controls
  const open: PaletteAction = {
    id: `open-${entryKey(entry)}`,
    group: WORDS.tasks,
    text: WORDS.open(entry.name),
    note: view.status.text,
    run: () => {
      goTo({ page: 'run', runId, tab: entry.run?.receipt === undefined ? 'output' : 'receipt' })
    },
  }
  return [open, ...controls]
}

function windowAction(text: string, run: () => void): PaletteAction {
  return { id: text, group: WORDS.window, text, note: '', run }
}

/** For each open stack its page, and what can be done with all of it now. */
function stackPaletteActions(stacks: readonly StackView[]): readonly PaletteAction[] {
  return stacks.flatMap(({ name, running, total, cannotStart, cannotStop }): readonly PaletteAction[] => {
    const note = STACK_WORDS.running(running, total)
    function action(text: string, run: () => void): PaletteAction {
      return { id: `${text}-stack-${name}`, group: WORDS.stacks, text: `${text} ${name}`, note, run }
    }
    return [
      action(WORDS.openTheStack, () => {
        goTo({ page: 'stack', name })
      }),
      ...(cannotStart === undefined ? [action(WORDS.startAllOf, () => void startStack(name))] : []),
      ...(cannotStop === undefined
        ? [
            action(WORDS.stopAllOf, () => void stopStack(name)),
            action(WORDS.restartAllOf, () => void restartStack(name)),
          ]
        : []),
    ]
  })
}
