import type { Worker } from 'node:worker_threads'
import type { Snapshot } from '@contract/channels'
import type { Engine } from '@contract/engine'
import { createEngine } from '@engine/index'
import type { LabPlace } from '@engine/lab/demos'
import { app } from 'electron'
import { Comparison } from './comparison'
import { labPlace } from './demo-programs'
import { DemoTasks } from './demo-tasks'
import { showEngineWarnings } from './engine-warnings'
import type { ErrorLog } from './error-log'
import type { Ground } from './ground'
import { createHandlers, type Handlers } from './ipc/handlers'
import { LeavingDesk } from './leaving-desk'
import { platformFacts } from './platform-facts'
import { settingsOf } from './settings'
import { SettingsDesk } from './settings-desk'
import { StackDesk } from './stack-desk'
import { canShowMessages } from './system-message'
import { utilityHostStarter } from './utility-host-starter'

/** Everything that lives as long as the app. */
export interface Composition extends Ground {
  readonly engine: Engine
  readonly errorLog: ErrorLog
  readonly demos: DemoTasks
  readonly handlers: Handlers
  readonly leavingDesk: LeavingDesk
  readonly stacks: StackDesk
}

/** Builds the engine and its adapters by hand. */
export async function compose(
  ground: Ground,
  journalThread: Worker | undefined,
  errorLog: ErrorLog,
): Promise<Composition> {
  const { dataDir, notices, publisher, settings, theme } = ground
  const engine = await createEngine({
    dataDir,
    startHost: utilityHostStarter,
    appVersion: app.getVersion(),
    shell: () => settingsOf(settings).shell,
    keepDays: settingsOf(settings).keepDays,
    keepMegabytes: settingsOf(settings).keepMegabytes,
    journalThread,
  })
  engine.onRunChange((run) => publisher.run(run))
  engine.onRunLetGo((runId) => publisher.removed(runId))
  engine.onEvent((event) => publisher.event(event))
  engine.onSamples((samples) => publisher.samples(samples))
  notices.listen({
    posted: (notice) => publisher.notice(notice),
    withdrawn: (id) => publisher.noticeWithdrawn(id),
  })
  showEngineWarnings(engine, notices)

  const findPlace = (): Promise<LabPlace> => labPlace(app.isPackaged)
  const demos = new DemoTasks(engine, findPlace)
  const stacks = new StackDesk(engine, settings, (board) => publisher.stacks(board))
  const leavingDesk = new LeavingDesk((request) => publisher.pageRequest(request))
  const platform = platformFacts(app.getVersion())
  const snapshot = (): Snapshot => ({
    tasks: engine.tasks(),
    stacks: stacks.board(),
    runs: engine.runs(),
    events: engine.recentEvents(),
    demos: demos.all(),
    notices: notices.all(),
    theme: theme.choice,
    platform,
  })
  const handlers = createHandlers({
    engine,
    demos,
    comparison: new Comparison(engine, findPlace),
    stacks,
    theme,
    settings: new SettingsDesk(settings, theme, engine, canShowMessages()),
    publisher,
    leavingDesk,
    errorLog,
    snapshot,
  })
  return { ...ground, engine, errorLog, demos, handlers, leavingDesk, stacks }
}
