import type { Closed, Engine } from '@contract/engine'
import type { RunId, TaskId } from '@contract/ids'
import type { Output, OutputRange } from '@contract/output'
import type { Receipt } from '@contract/receipt'
import { assembleEngine, retentionOf, type EngineOptions, type EngineParts } from './assemble-engine'
import type { TaskCatalog } from './catalog/task-catalog'
import { closeEngine } from './close-engine'
import { stopDelegate } from './delegates/stop-delegate'
import { ownDiskAnswer } from './files/disk-answer'
import { removeLeftover } from './leftovers/remove-leftover'
import { earlierOutput, earlierOutputBytes } from './output/earlier-output'
import { ClosingTime } from './lives/closing-time'
import { endLeftAlone } from './runs/end-left-alone'
import type { Run } from './runs/run'
import { resizeRun, typeIntoRun } from './runs/typing'
import { inBackground, onBackgroundFailure } from './in-background'
import { specError } from './spec-error'
import { whoHolds } from './holders/who-holds'
import { earlierRun, taskHistory } from './recovery/task-history'
import { outputFile } from './recovery/work-folders'

/**
 * Builds an engine. Rejects when `dataDir` cannot be a folder, and with `SpecError` when another living engine works in it: two
 * would end up with each other's runs. A folder that cannot be written is answered with a warning, and tasks run.
 */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const parts = await assembleEngine(options)
  const { events, kept, warn } = parts
  const engine = engineOf(parts)
  for (const problem of parts.savedTaskProblems) warn(problem)
  // What a run prints lies in its own file.
  events.listen((event) => {
    if (event.type !== 'line') kept.journal.note(event)
  })
  await parts.blackBox.open(kept.open)
  return engine
}

/** The parts, as an app sees them. */
function engineOf(parts: EngineParts): Engine {
  const { blackBox, catalog, events, kept, kinds, sampler, supervisor, table } = parts
  const deaf = tellBackgroundFailures(parts)
  const closingTime = new ClosingTime()
  let closed: Promise<Closed> | undefined
  return {
    history: (taskId, { limit } = {}) => taskHistory(kept.journal, taskId, limit),
    earlierRun: (runId) => earlierRunOf(parts, runId),
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
    stopDelegate: async (runId, delegateId) => stopDelegate(await receiptOf(parts, runId), delegateId),
    endLeftAlone: async (runId, process) => endLeftAlone(await receiptOf(parts, runId), process, table),
    removeLeftover: async (runId, fileId) => removeLeftover(await receiptOf(parts, runId), fileId, table),
    whoHolds: (runId) => whoHolds(mustRun(parts, runId), table),
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
    ended: (runId) => endOf(parts, runId),
    onEvent: (listener) => events.listen(listener),
    recentEvents: () => events.recent(),
    onRunChange: (listener) => supervisor.onChange(listener),
    onRunLetGo: (listener) => supervisor.onLetGo(listener),
    onSamples: (listener) => sampler.listen(listener),
    sampleEvery: (intervalMs) => sampler.setInterval(intervalMs),
    output: (runId, range) => outputOf(parts, runId, range),
    close: (how = {}) => {
      closingTime.limit(typeof how === 'string' ? { how } : how)
      return (closed ??= closeEngine(parts, closingTime).finally(deaf).finally(parts.unheard))
    },
  }
}

/** Returns its undo. */
function tellBackgroundFailures({ events, supervisor, warn }: EngineParts): () => void {
  return onBackgroundFailure(({ text, about, run }) => {
    if (run && supervisor.get(run.id)) events.add(run, 'warning', `main: ${text}`)
    else warn(text, { about })
  })
}

function mustRun({ supervisor }: EngineParts, runId: RunId): Run {
  const run = supervisor.get(runId)
  if (!run) throw specError('runId', `"${runId}"`, 'the id of a run of this engine')
  return run
}

async function receiptOf({ supervisor, kept }: EngineParts, runId: RunId): Promise<Receipt | undefined> {
  return supervisor.get(runId)?.snapshot().receipt ?? (await kept.journal.run(runId))?.receipt
}

async function endOf(parts: EngineParts, runId: RunId): Promise<Receipt> {
  const earlier = parts.supervisor.get(runId) ? undefined : await parts.kept.journal.run(runId)
  return earlier?.receipt ?? mustRun(parts, runId).ended
}

async function outputOf(parts: EngineParts, runId: RunId, range?: OutputRange): Promise<Output> {
  const held = parts.supervisor.get(runId)
  return held ? held.output.log.read(range) : ownDiskAnswer(outputOfEarlier(parts, runId, range))
}

async function outputOfEarlier({ kept, dataDir }: EngineParts, runId: RunId, range?: OutputRange): Promise<Output> {
  const earlier = await kept.journal.run(runId)
  if (!earlier) throw specError('runId', `"${runId}"`, 'the id of a run that is kept')
  const { row } = earlier
  return earlierOutput(outputFile(dataDir, row.instance, row.id), row, range)
}

async function earlierRunOf({ kept, dataDir }: EngineParts, runId: RunId): ReturnType<Engine['earlierRun']> {
  const stored = await kept.journal.run(runId)
  if (!stored) return undefined
  const { row } = stored
  const outputBytes = await earlierOutputBytes(outputFile(dataDir, row.instance, runId), row)
  return { ...earlierRun(stored), outputBytes }
}

/** The answer counts for the task's later runs as well: the person is asked once. */
function keepFollow(catalog: TaskCatalog, taskId: TaskId | undefined): void {
  const task = catalog.all().find(({ id }) => id === taskId)
  if (task?.spec.kind !== 'process') return
  catalog.define({ ...task.spec, follow: 'family' }, { replaces: task.id, saved: task.saved })
}
