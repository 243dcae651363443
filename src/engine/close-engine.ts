import type { Closed } from '@contract/engine'
import type { TaskStore } from './catalog/task-store'
import type { EventLog } from './events/event-log'
import type { KindRegistry } from './kinds/kind-registry'
import type { ClosingTime } from './lives/closing-time'
import type { TempFolders } from './processes/temp-folders'
import type { KeptJournal } from './recovery/keep-journal'
import type { WorkFolders } from './recovery/work-folders'
import type { Sampler } from './sampling/sampler'
import type { Supervisor } from './supervisor'
import type { Watchdog } from './watchdog/watchdog'

export interface ClosingParts {
  readonly events: EventLog
  readonly supervisor: Supervisor
  readonly sampler: Sampler
  readonly kinds: KindRegistry
  readonly watchdog: Watchdog
  readonly store: TaskStore
  readonly kept: KeptJournal
  readonly tempFolders: TempFolders
  readonly folders: WorkFolders
}

/** Takes an engine apart: its runs first, then each of its parts, none of which is waited for longer than the time allows. */
export async function closeEngine(parts: ClosingParts, time: ClosingTime): Promise<Closed> {
  const { events, supervisor, sampler, kinds, watchdog, store, kept, tempFolders, folders } = parts
  const left = await supervisor.close(time)
  sampler.close()
  const problems: string[] = []
  const step = async (work: Promise<unknown>, problem: string): Promise<boolean> => {
    const done = await time.allows(work, 3)
    if (!done) problems.push(problem)
    return done
  }
  await step(kinds.close(), 'The process that workloads run in did not end in time.')
  for (const run of left)
    events.add(run, 'warning', `main: ${run.task.name} did not end, and is left: the engine closes`)
  // Without its leave the watchdog ends, when we have gone, what it can reach of those that are left.
  if (left.length === 0) await step(watchdog.bye(), 'The watchdog did not take leave in time.')
  await step(store.flushed(), 'The saved tasks could not be written in time.')
  const closed = await step(
    kept.close(),
    'The journal did not answer in time: what it was given last may not be on disk.',
  )
  if (!closed) kept.leave()
  if (left.length === 0) {
    const removed = Promise.all([tempFolders.close(), folders.remove()])
    await step(removed, 'The temporary folders could not be removed in time.')
  }
  time.over()
  return { left: left.map((run) => run.snapshot()), problems }
}
