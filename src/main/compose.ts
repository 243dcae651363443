import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Snapshot } from '@contract/channels'
import type { Engine } from '@contract/engine'
import { createEngine } from '@engine/index'
import { app } from 'electron'
import { DemoTasks } from './demo-tasks'
import { createHandlers } from './ipc/handlers'
import { Publisher } from './ipc/publish'
import { serve } from './ipc/serve'
import { NoticeBoard } from './notice-board'
import { platformFacts } from './platform-facts'
import { SettingsFile } from './settings'
import { StackDesk } from './stack-desk'
import { Theme } from './theme'
import { utilityHostStarter } from './utility-host-starter'

/** Everything that lives as long as the app. */
export interface Composition {
  readonly engine: Engine
  readonly notices: NoticeBoard
  readonly publisher: Publisher
  readonly settings: SettingsFile
}

/** Builds the engine and its adapters by hand, and opens the door to them. */
export async function compose(): Promise<Composition> {
  const dataDir = app.getPath('userData')
  const notices = new NoticeBoard()
  await mkdir(dataDir, { recursive: true }).catch(() => undefined)
  const [settings, engine] = await Promise.all([
    SettingsFile.open(join(dataDir, 'settings.json'), notices.post),
    createEngine({ dataDir, startHost: utilityHostStarter, appVersion: app.getVersion() }),
  ])
  const publisher = new Publisher()
  engine.onRunChange((run) => publisher.run(run))
  engine.onEvent((event) => publisher.event(event))
  engine.onSamples((samples) => publisher.samples(samples))
  notices.onNotice((notice) => publisher.notice(notice))

  const demos = new DemoTasks(engine)
  const stacks = new StackDesk(engine, settings, (board) => publisher.stacks(board))
  const theme = new Theme(settings)
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
    handlers: createHandlers({ engine, demos, stacks, theme, publisher, snapshot }),
    isOurWindow: (contentsId) => publisher.has(contentsId),
    taken: (contentsId, ticket) => publisher.taken(contentsId, ticket),
  })
  return { engine, notices, publisher, settings }
}
