import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Worker } from 'node:worker_threads'
import type { KeepLimits } from '@contract/engine'
import type { RunId } from '@contract/ids'
import { DEFAULT_SETTINGS, SAMPLE_MS } from '@vocabulary/defaults'
import { SAVED_TASKS_FILE } from '@vocabulary/saved-tasks'
import { TaskCatalog } from './catalog/task-catalog'
import { TaskStore } from './catalog/task-store'
import { EventLog } from './events/event-log'
import { warnThrough } from './events/warn'
import { forkHostStarter } from './host/fork-host-starter'
import type { HostStarter } from './host/host-process'
import { KindRegistry } from './kinds/kind-registry'
import type { Retention } from './journal/journal'
import { leaveOuterRun } from './processes/own-processes'
import { warnOfStrays } from './processes/stray-descriptors'
import { TempFolders } from './processes/temp-folders'
import { platformProcessTable, platformWarning } from './processes/platform-table'
import { Sampler } from './sampling/sampler'
import { Supervisor } from './supervisor'
import { BlackBox } from './recovery/black-box'
import { keepJournal } from './recovery/keep-journal'
import { RunAccount } from './recovery/run-account'
import { spawnAccount } from './recovery/spawn-account'
import { workFolders } from './recovery/work-folders'
import { Watchdog } from './watchdog/watchdog'

const DAY_MS = 86_400_000
const MEGABYTE = 1_048_576

export interface EngineOptions {
  /** Everything the engine keeps lies below this folder. It is made when it is not there. */
  readonly dataDir: string
  /** How the process that workloads run in is started. Default: `fork` of plain Node. */
  readonly startHost?: HostStarter
  readonly appVersion?: string
  /** Ended runs are kept this long, until `keep` says otherwise. Default: `DEFAULT_SETTINGS`. */
  readonly keepDays?: number
  /** When the journal and the output of runs are larger together, the oldest ended runs go. Default: `DEFAULT_SETTINGS`. */
  readonly keepMegabytes?: number
  /** The shell of tasks that ask for one, asked at each start: an absolute path of one that takes `-c`. Default: `DEFAULT_SETTINGS`. */
  readonly shell?: () => string
  /** A thread that `ahead.ts` started while this module was not read yet. Default: the engine starts one. */
  readonly journalThread?: Worker | undefined
}

/** What an engine consists of. */
export type EngineParts = Awaited<ReturnType<typeof assembleEngine>>

/** Makes the parts, in the order in which they need each other. Starts nothing, and has looked at no earlier run yet. */
export async function assembleEngine(options: EngineOptions) {
  const { dataDir } = options
  leaveOuterRun()
  const instance = randomUUID()
  const folders = workFolders(dataDir, instance)
  const { outputDir, keptDir } = folders
  const tempFolders = new TempFolders(folders.tempDir)
  const events = new EventLog()
  const warn = warnThrough(events)
  for (const problem of [folders.problem, platformWarning()]) if (problem !== undefined) warn(problem)
  const table = platformProcessTable()
  const retention = retentionOf({
    days: options.keepDays ?? DEFAULT_SETTINGS.keepDays,
    megabytes: options.keepMegabytes ?? DEFAULT_SETTINGS.keepMegabytes,
  })
  const kept = await keepJournal({ dataDir, instance, table, retention, warn, thread: options.journalThread }).catch(
    async (error: unknown) => {
      await folders.withdraw()
      throw error
    },
  )
  const { journal } = kept
  const unheard = warnOfStrays(warn)
  const store = new TaskStore(join(dataDir, SAVED_TASKS_FILE), warn)
  const loaded = await store.load()
  const catalog = new TaskCatalog(store, loaded.tasks)
  const account = new RunAccount(journal, events, instance)
  const watchdog = new Watchdog({ instance, dataDir, notice: warn })
  const kinds: KindRegistry = new KindRegistry({
    record: spawnAccount(watchdog, account),
    account,
    table,
    ownerId: instance,
    tempFolders,
    keptDir,
    events,
    startHost: options.startHost ?? forkHostStarter(),
    startTask: (taskId, timer): string | undefined => supervisor.elapsed(taskId, timer),
    processStarted: () => sampler.processStarted(),
  })
  const outputPath = (id: RunId): string => join(outputDir, `${id}.log`)
  const supervisor: Supervisor = new Supervisor({
    events,
    table,
    kinds,
    outputPath,
    shell: options.shell ?? (() => DEFAULT_SETTINGS.shell),
    findTask: (name, stack) => catalog.named(name, stack),
    taskById: (id) => catalog.get(id),
    foundAlive: (id) => blackBox.foundAlive(id),
  })
  const sampler = new Sampler(table, SAMPLE_MS.unwatched, () => supervisor.all())
  const blackBox: BlackBox = new BlackBox({
    journal,
    events,
    table,
    watchdog,
    ownerId: instance,
    dataDir,
    keptDir,
    task: (id) => catalog.get(id),
    adopt: (task, id, body) => supervisor.adopt(task, id, body),
    stop: (id) => supervisor.control(id, 'stop', {}),
  })

  const closingParts = { events, supervisor, sampler, kinds, watchdog, store, kept, tempFolders, folders }
  return { ...closingParts, dataDir, warn, table, catalog, blackBox, savedTaskProblems: loaded.problems, unheard }
}

export function retentionOf({ days, megabytes }: KeepLimits): Retention {
  return { maxAgeMs: days * DAY_MS, maxBytes: megabytes * MEGABYTE }
}
