import type { Closed } from '@contract/engine'
import { isWorkloadKind } from '@contract/kind'
import type { TaskStore } from './catalog/task-store'
import type { EventLog } from './events/event-log'
import { inBackground } from './in-background'
import type { KindRegistry } from './kinds/kind-registry'
import type { ClosingTime } from './lives/closing-time'
import type { TempFolders } from './processes/temp-folders'
import type { KeptJournal } from './recovery/keep-journal'
import type { WorkFolders } from './recovery/work-folders'
import type { Run } from './runs/run'
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
  const endHosts = (): void => inBackground(kinds.close(), 'ending the process that workloads run in')
  time.hosts.addEventListener('abort', endHosts, { once: true })
  const unended = await supervisor.close(time)
  time.hosts.removeEventListener('abort', endHosts)
  sampler.close()
  const problems: string[] = []
  /** What has not happened, when it could not be done in time, or at all. */
  const step = async (work: Promise<unknown>, not: string, then = '.'): Promise<boolean> => {
    const done = await time.allows(work, 3).catch((error: unknown) => error)
    if (done === true) return true
    const why = done === false ? ' in time' : ` (${done instanceof Error ? done.message : String(done)})`
    problems.push(`${not}${why}${then}`)
    return false
  }
  await step(kinds.close(), 'The process that workloads run in did not end')
  const left = await withoutHosted(unended, time)
  for (const run of left)
    events.add(run, 'warning', `main: ${run.task.name} did not end, and is left: the engine closes`)
  // Without its leave the watchdog ends, when we have gone, what it can reach of those that are left.
  if (left.length === 0) await step(watchdog.bye(), 'The watchdog did not take leave')
  await step(store.flushed(), 'The saved tasks could not be written')
  const lost = ': what it was given last may not be on disk.'
  const closed = await step(kept.close(), 'The journal did not answer', lost)
  if (!closed) kept.leave()
  if (left.length === 0) {
    const removed = Promise.all([tempFolders.close(), folders.remove()])
    await step(removed, 'The temporary folders could not be removed')
  }
  time.over()
  return { left: left.map((run) => run.snapshot()), problems }
}

/** A host that answered nothing, because it was stopped, has taken its runs with it when it was ended: they have a receipt now. */
async function withoutHosted(unended: readonly Run[], time: ClosingTime): Promise<readonly Run[]> {
  const hosted = unended.filter(({ task }) => isWorkloadKind(task.kind))
  if (hosted.length === 0) return unended
  await time.allows(Promise.all(hosted.map((run) => run.ended.then(() => run.output.log.close()))), 2)
  return unended.filter(({ state }) => state.phase !== 'ended')
}
