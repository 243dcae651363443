import type { CommandName, Commands, Snapshot } from '@contract/channels'
import type { Engine } from '@contract/engine'
import { clipboard } from 'electron'
import type { Comparison } from '../comparison'
import type { DemoTasks } from '../demo-tasks'
import { pickFile, pickFolder } from '../dialogs'
import type { ErrorLog } from '../error-log'
import { exportLog } from '../export-log'
import type { LeavingDesk } from '../leaving-desk'
import { openConfirmedLink } from '../external-links'
import { earlierRun, keptRun } from '../earlier-runs'
import { controlRun, dismissRun, knownRun, stopAll } from '../run-controls'
import { saveReceipt } from '../save-receipt'
import type { SettingsDesk } from '../settings-desk'
import { showErrorLog } from '../show-error-log'
import type { StackDesk } from '../stack-desk'
import { checkTask, deleteTask, mustBeKnown, saveTask } from '../task-edits'
import type { Theme } from '../theme'
import type { Publisher } from './publish'
import type { ParsedRequest } from './requests'

/** What answers each command once its sender is trusted and its request is read. A throw becomes a `Problem` at the door. */
export type Handlers = {
  readonly [Name in CommandName]: (request: ParsedRequest<Name>) => Handled<Commands[Name]['value']>
}

type Handled<Value> = [Value] extends [undefined] ? void | Promise<void> : Value | Promise<Value>

export interface HandlerParts {
  readonly engine: Engine
  readonly demos: DemoTasks
  readonly comparison: Comparison
  readonly stacks: StackDesk
  readonly theme: Theme
  readonly settings: SettingsDesk
  readonly publisher: Publisher
  readonly leavingDesk: LeavingDesk
  readonly errorLog: ErrorLog
  readonly snapshot: () => Snapshot
}

export function createHandlers({
  engine,
  demos,
  comparison,
  stacks,
  theme,
  settings,
  publisher,
  leavingDesk,
  errorLog,
  snapshot,
}: HandlerParts): Handlers {
  /** Every window hears of a change to the tasks, also the one that made it. */
  function thenTellTasks<Value>(value: Value): Value {
    publisher.tasks(engine.tasks())
    return value
  }

  return {
    getSnapshot: snapshot,
    startTask: ({ taskId }) => engine.start(mustBeKnown(engine, taskId)),
    restartTask: ({ taskId }) => engine.restart(mustBeKnown(engine, taskId)),
    controlRun: (request) => controlRun(engine, request),
    hurryRun: ({ runId }) => engine.hurry(knownRun(engine, runId).id),
    stopDelegate: async ({ runId, delegateId }) => engine.stopDelegate(await keptRun(engine, runId), delegateId),
    endLeftAlone: async ({ runId, ...process }) => engine.endLeftAlone(await keptRun(engine, runId), process),
    removeLeftover: async ({ runId, fileId }) => engine.removeLeftover(await keptRun(engine, runId), fileId),
    decideFollow: async ({ runId, choice }) =>
      thenTellTasks(await engine.decideFollow(knownRun(engine, runId).id, choice, { origin: 'user' })),
    whoHolds: ({ runId }) => engine.whoHolds(knownRun(engine, runId).id),
    writeInput: ({ runId, text, ...how }) => engine.write(knownRun(engine, runId).id, text, how),
    resizeTerminal: ({ runId, size }) => engine.resize(knownRun(engine, runId).id, size),
    getStrictMode: () => engine.strictMode(),
    stopAll: () => stopAll(engine),
    watchRuns: ({ runIds }) => publisher.watch(runIds),
    dismissRun: async ({ runId }) => publisher.removed(await dismissRun(engine, runId)),
    readOutput: async ({ runId, range }) => engine.output(await keptRun(engine, runId), range),
    getHistory: ({ taskId, limit }) => engine.history(taskId, limit === undefined ? {} : { limit }),
    getEarlierRun: ({ runId }) => earlierRun(engine, runId),
    getRecovered: () => engine.recovered(),
    recoverRun: ({ runId, choice }) => engine.recover(runId, choice),
    saveTask: (request) => thenTellTasks(saveTask(engine, request, settings.value.graceMs)),
    checkTask: ({ spec }) => checkTask(spec, settings.value.shell),
    deleteTask: ({ taskId }) => thenTellTasks(deleteTask(engine, taskId)),
    startDemo: async ({ demoId }) => thenTellTasks(await demos.start(demoId)),
    startComparison: async () => thenTellTasks(await comparison.start()),
    openStackFile: ({ path }) => stacks.preview(path),
    confirmStack: ({ previewId }) => thenTellTasks(stacks.confirm(previewId)),
    startStack: ({ name }) => stacks.start(name),
    stopStack: ({ name }) => stacks.stop(name),
    restartStack: ({ name }) => stacks.restart(name),
    closeStack: ({ name }) => thenTellTasks(stacks.close(name)),
    exportStack: ({ name }) => stacks.export(name),
    openLink: ({ address }) => openConfirmedLink(address),
    pickFile: ({ purpose }) => pickFile(purpose),
    pickFolder: () => pickFolder(),
    exportLog: (request) => exportLog(engine, request),
    saveReceipt: (request) => saveReceipt(request),
    getSettings: () => settings.answer(),
    changeSettings: (request) => settings.change(request),
    showErrorLog: () => showErrorLog(errorLog),
    setTheme: ({ theme: choice }) => theme.choose(choice),
    leavingShown: ({ questionId }) => leavingDesk.shown(questionId),
    answerLeaving: ({ questionId, choice }) => leavingDesk.answer(questionId, choice),
    copyText: ({ text }) => clipboard.writeText(text),
  }
}
