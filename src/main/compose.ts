import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Snapshot } from '@contract/channels'
import type { Engine } from '@contract/engine'
import { createEngine } from '@engine/index'
import type { LabPlace } from '@engine/lab/demos'
import { app } from 'electron'
import { Comparison } from './comparison'
import { labPlace } from './demo-programs'
import { DemoTasks } from './demo-tasks'
import { showEngineWarnings } from './engine-warnings'
import { createHandlers } from './ipc/handlers'
import { Publisher } from './ipc/publish'
import { serve } from './ipc/serve'
import { LeavingDesk } from './leaving-desk'
import { NoticeBoard } from './notice-board'
import { platformFacts } from './platform-facts'
import { SettingsFile } from './settings'
import { SettingsDesk, settingsOf } from './settings-desk'
import { StackDesk } from './stack-desk'
import { canShowMessages } from './system-message'
import { Theme } from './theme'
import { utilityHostStarter } from './utility-host-starter'

/** Everything that lives as long as the app. */
export interface Composition {
  readonly engine: Engine
  readonly demos: DemoTasks
  readonly leavingDesk: LeavingDesk
  readonly notices: NoticeBoard
  readonly publisher: Publisher
  readonly settings: SettingsFile
  readonly stacks: StackDesk
}

/** Builds the engine and its adapters by hand, and opens the door to them. */
export async function compose(): Promise<Composition> {
  const dataDir = app.getPath('userData')
  const notices = new NoticeBoard()
  await mkdir(dataDir, { recursive: true }).catch(() => undefined)
  const settings = await SettingsFile.open(join(dataDir, 'settings.json'), notices)
  const engine = await createEngine({
    dataDir,
    startHost: utilityHostStarter,
    appVersion: app.getVersion(),
    shell: () => settingsOf(settings).shell,
    keepDays: settingsOf(settings).keepDays,
    keepMegabytes: settingsOf(settings).keepMegabytes,
  })
  const publisher = new Publisher()
  engine.onRunChange((run) => publisher.run(run))
  engine.onEvent((event) => publisher.event(event))
  engine.onSamples((samples) => publisher.samples(samples))
  notices.listen({
    posted: (notice) => publisher.notice(notice),
    withdrawn: (id) => publisher.noticeWithdrawn(id),
  })
  showEngineWarnings(engine, notices)

  const findPlace = (): LabPlace => labPlace(app.isPackaged)
  const demos = new DemoTasks(engine, findPlace)
  const stacks = new StackDesk(engine, settings, (board) => publisher.stacks(board))
  const theme = new Theme(settings)
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
  serve({
    handlers: createHandlers({
      engine,
      demos,
      comparison: new Comparison(engine, findPlace),
      stacks,
      theme,
      settings: new SettingsDesk(settings, theme, engine, canShowMessages()),
      publisher,
      leavingDesk,
      snapshot,
    }),
    isOurWindow: (contentsId) => publisher.has(contentsId),
    taken: (contentsId, ticket) => publisher.taken(contentsId, ticket),
  })
  return { engine, demos, leavingDesk, notices, publisher, settings, stacks }
}
