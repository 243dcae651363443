import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Worker } from 'node:worker_threads'
import type { Closed, Engine, KeepLimits } from '@contract/engine'
import type { RunId, TaskId } from '@contract/ids'
import type { Output, OutputRange } from '@contract/output'
import type { Receipt } from '@contract/receipt'
import { SAVED_TASKS_FILE } from '@contract/saved-tasks'
import { TaskCatalog } from './catalog/task-catalog'
import { TaskStore } from './catalog/task-store'
import { closeEngine } from './close-engine'
import { stopDelegate } from './delegates/stop-delegate'
import { EventLog } from './events/event-log'
import { warnThrough } from './events/warn'
import { ownDiskAnswer } from './files/disk-answer'
import { forkHostStarter } from './host/fork-host-starter'
import type { HostStarter } from './host/host-process'
import { KindRegistry } from './kinds/kind-registry'
import type { Retention } from './journal/journal'
import { removeLeftover } from './leftovers/remove-leftover'
import { earlierOutput, earlierOutputBytes } from './output/earlier-output'
import { leaveOuterRun } from './processes/own-processes'
import { warnOfStrays } from './processes/stray-descriptors'
import { TempFolders } from './processes/temp-folders'
import { platformProcessTable, platformWarning } from './processes/platform-table'
import { ClosingTime } from './lives/closing-time'
import { Sampler } from './sampling/sampler'
import { resizeRun, typeIntoRun } from './runs/typing'
import { inBackground, onBackgroundFailure } from './in-background'
import { specError } from './spec-error'
import { whoHolds } from './holders/who-holds'
import { Supervisor } from './supervisor'
import { BlackBox } from './recovery/black-box'
import { keepJournal } from './recovery/keep-journal'
import { RunAccount } from './recovery/run-account'
import { spawnAccount } from './recovery/spawn-account'
import { earlierRun, taskHistory } from './recovery/task-history'
import { outputFile, workFolders } from './recovery/work-folders'
import { Watchdog } from './watchdog/watchdog'

const SAMPLE_EVERY_MS = 5_000
const DAY_MS = 86_400_000
const MEGABYTE = 1_048_576

export interface EngineOptions {
  /** Everything the engine keeps lies below this folder. It is made when it is not there. */
  readonly dataDir: string
  /** How the process that workloads run in is started. Default: `fork` of plain Node. */
  readonly startHost?: HostStarter
  readonly appVersion?: string
  /** Ended runs are kept this long, until `keep` says otherwise. Default 30. */
  readonly keepDays?: number
  /** When the journal and the output of runs are larger together, the oldest ended runs go. Default 1024. */
  readonly keepMegabytes?: number
  /** The shell of tasks that ask for one, asked at each start: an absolute path of one that takes `-c`. Default `/bin/sh`. */
  readonly shell?: () => string
  /** A thread that `ahead.ts` started while this module was not read yet. Default: the engine starts one. */
  readonly journalThread?: Worker | undefined
}

/**
 * Builds an engine. Rejects when `dataDir` cannot be a folder, and with `SpecError` when another living engine works in it: two
 * would end up with each other's runs. A folder that cannot be written is answered with a warning, and tasks run.
 */
export async function createEngine(options: EngineOptions): Promise<Engine> {
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
  const retention = retentionOf({ days: options.keepDays ?? 30, megabytes: options.keepMegabytes ?? 1_024 })
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
    shell: options.shell ?? (() => '/bin/sh'),
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
    findTask: (name, stack) => catalog.named(name, stack),
    taskById: (id) => catalog.get(id),
    foundAlive: (id) => blackBox.foundAlive(id),
  })
  const sampler = new Sampler(table, SAMPLE_EVERY_MS, () => supervisor.all())
  const deaf = onBackgroundFailure(({ text, about, run }) => {
    if (run && supervisor.get(run.id)) events.add(run, 'warning', `main: ${text}`)
    else warn(text, { about })
  })
  const closingTime = new ClosingTime()
  let closed: Promise<Closed> | undefined

  const mustRun = (runId: RunId): ReturnType<Supervisor['all']>[number] => {
    const run = supervisor.get(runId)
    if (!run) throw specError('runId', `"${runId}"`, 'the id of a run of this engine')
    return run
  }

  const receiptOf = async (runId: RunId): Promise<Receipt | undefined> =>
    supervisor.get(runId)?.snapshot().receipt ?? (await journal.run(runId))?.receipt

  const outputOfEarlier = async (runId: RunId, range?: OutputRange): Promise<Output> => {
    const earlier = await journal.run(runId)
    if (!earlier) throw specError('runId', `"${runId}"`, 'the id of a run that is kept')
    const { row } = earlier
    return earlierOutput(outputFile(dataDir, row.instance, row.id), row, range)
  }

  const outputOf = async (runId: RunId, range?: OutputRange): Promise<Output> => {
    const held = supervisor.get(runId)
    if (held) return held.output.log.read(range)
    return ownDiskAnswer(outputOfEarlier(runId, range))
  }

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

  const engine: Engine = {
    history: (taskId, { limit } = {}) => taskHistory(journal, taskId, limit),
    earlierRun: async (runId) => {
      const stored = await journal.run(runId)
      if (!stored) return undefined
      const { row } = stored
      const outputBytes = await earlierOutputBytes(outputFile(dataDir, row.instance, runId), row)
      return { ...earlierRun(stored), outputBytes }
    },
    keep: (limits) => kept.retain(retentionOf(limits)),
    recovered: () => blackBox.recovered(),
    recover: (runId, choice) => blackBox.decide(runId, choice),
    define: (spec, defineOptions) => {
      const task = catalog.define(spec, defineOptions)
      if (defineOptions?.replaces !== undefined) supervisor.taskChanged(task.id)
      return task
    },
    tasks: () => catalog.all(),
    forget: (taskId) => {
      const known = catalog.forget(taskId)
      if (known) supervisor.taskChanged(taskId)
      return known
    },
    start: (taskId) => supervisor.startAsked(catalog.mustHave(taskId)).snapshot(),
    stop: (runId, ask = {}) => supervisor.control(runId, 'stop', ask),
    terminate: (runId, ask = {}) => supervisor.control(runId, 'terminate', ask),
    cancel: (runId, ask = {}) => supervisor.control(runId, 'cancel', ask),
    restart: (taskId, ask = {}) => supervisor.restart(catalog.mustHave(taskId), ask).snapshot(),
    stopDelegate: async (runId, delegateId) => stopDelegate(await receiptOf(runId), delegateId),
    removeLeftover: async (runId, fileId) => removeLeftover(await receiptOf(runId), fileId, table),
    whoHolds: (runId) => whoHolds(mustRun(runId), table),
    decideFollow: async (runId, choice, ask = {}) => {
      const answer = await supervisor.decideFollow(runId, choice, ask)
      if (answer.accepted && choice === 'follow') keepFollow(catalog, supervisor.get(runId)?.task.id)
      return answer
    },
    hurry: (runId) => Promise.resolve(supervisor.hurry(runId)),
    write: async (runId, text, writeOptions = {}) => typeIntoRun(supervisor.get(runId), runId, text, writeOptions),
    resize: async (runId, size) => resizeRun(supervisor.get(runId), runId, size),
    strictMode: () => kinds.strictMode(),
    run: (runId) => supervisor.get(runId)?.snapshot(),
    runs: () => supervisor.all().map((run) => run.snapshot()),
    dismiss: (runId) => {
      const run = supervisor.get(runId)
      if (run?.state.phase !== 'ended') return false
      inBackground(supervisor.dismiss(run), 'forgetting a run', run)
      return true
    },
    ended: async (runId) => {
      const earlier = supervisor.get(runId) ? undefined : await journal.run(runId)
      return earlier?.receipt ?? mustRun(runId).ended
    },
    onEvent: (listener) => events.listen(listener),
    recentEvents: () => events.recent(),
    onRunChange: (listener) => supervisor.onChange(listener),
    onRunLetGo: (listener) => supervisor.onLetGo(listener),
    onSamples: (listener) => sampler.listen(listener),
    sampleEvery: (intervalMs) => sampler.setInterval(intervalMs),
    output: outputOf,
    close: (how = {}) => {
      closingTime.limit(typeof how === 'string' ? { how } : how)
      const parts = { events, supervisor, sampler, kinds, watchdog, store, kept, tempFolders, folders }
      return (closed ??= closeEngine(parts, closingTime).finally(deaf).finally(unheard))
    },
  }
  for (const problem of loaded.problems) warn(problem)
  // What a run prints lies in its own file.
  events.listen((event) => {
    if (event.type !== 'line') journal.note(event)
  })
  await blackBox.open(kept.open)
  return engine
}

/** The answer counts for the task's later runs as well: the person is asked once. */
function keepFollow(catalog: TaskCatalog, taskId: TaskId | undefined): void {
  const task = catalog.all().find(({ id }) => id === taskId)
  if (task?.spec.kind !== 'process') return
  catalog.define({ ...task.spec, follow: 'family' }, { replaces: task.id, saved: task.saved })
}

function retentionOf({ days, megabytes }: KeepLimits): Retention {
  return { maxAgeMs: days * DAY_MS, maxBytes: megabytes * MEGABYTE }
}
