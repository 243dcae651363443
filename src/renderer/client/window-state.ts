import type { Notice, PlatformFacts, Snapshot, ThemeChoice, Updates } from '@contract/channels'
import type { Demo } from '@contract/demo'
import type { EngineEvent } from '@contract/event'
import type { RunId } from '@contract/ids'
import type { RunSnapshot, UsageSample } from '@contract/run'
import type { StackBoard } from '@contract/stack'
import type { Task } from '@contract/task'
import { mergeEvents } from './merge-events'

/** Enough for two minutes at one sample a second. */
export const SAMPLES_PER_RUN = 120

/** Everything the page knows. Replaced, never changed in place; a part that did not change keeps its identity. */
export interface WindowState {
  /** False until the first snapshot has arrived. */
  readonly ready: boolean
  readonly tasks: readonly Task[]
  readonly stacks: StackBoard
  readonly runs: ReadonlyMap<RunId, RunSnapshot>
  readonly removedRuns: ReadonlySet<RunId>
  readonly events: readonly EngineEvent[]
  readonly samples: ReadonlyMap<RunId, readonly UsageSample[]>
  readonly demos: readonly Demo[]
  readonly notices: readonly Notice[]
  readonly theme: ThemeChoice
  readonly platform: PlatformFacts | undefined
}

export const EMPTY_STATE: WindowState = {
  ready: false,
  tasks: [],
  stacks: { open: [], recentFiles: [] },
  runs: new Map(),
  removedRuns: new Set(),
  events: [],
  samples: new Map(),
  demos: [],
  notices: [],
  theme: 'system',
  platform: undefined,
}

/** Takes a snapshot in, which may be older than updates that came before it. */
export function withSnapshot(state: WindowState, snapshot: Snapshot): WindowState {
  return {
    ...state,
    ready: true,
    tasks: snapshot.tasks,
    stacks: snapshot.stacks,
    runs: mergeRuns(state.runs, snapshot.runs, state.removedRuns),
    events: mergeEvents(state.events, snapshot.events),
    demos: snapshot.demos,
    notices: mergeNotices(state.notices, snapshot.notices),
    theme: snapshot.theme,
    platform: snapshot.platform,
  }
}

export function withUpdates(state: WindowState, updates: Updates): WindowState {
  const removedRuns =
    updates.removedRuns.length === 0 ? state.removedRuns : new Set([...state.removedRuns, ...updates.removedRuns])
  return {
    ...state,
    tasks: updates.tasks ?? state.tasks,
    stacks: updates.stacks ?? state.stacks,
    removedRuns,
    runs: withoutRemoved(mergeRuns(state.runs, updates.runs, removedRuns), updates.removedRuns),
    events: mergeEvents(state.events, updates.events),
    samples: mergeSamples(state.samples, updates.samples, updates.removedRuns),
    notices: mergeNotices(state.notices, updates.notices),
  }
}

function mergeRuns(
  held: ReadonlyMap<RunId, RunSnapshot>,
  incoming: readonly RunSnapshot[],
  removed: ReadonlySet<RunId>,
): ReadonlyMap<RunId, RunSnapshot> {
  const newer = incoming.filter((run) => !removed.has(run.id) && run.revision > (held.get(run.id)?.revision ?? -1))
  return newer.length === 0 ? held : new Map([...held, ...newer.map((run) => [run.id, run] as const)])
}

function withoutRemoved(
  held: ReadonlyMap<RunId, RunSnapshot>,
  removed: readonly RunId[],
): ReadonlyMap<RunId, RunSnapshot> {
  if (!removed.some((id) => held.has(id))) return held
  const left = new Map(held)
  for (const id of removed) left.delete(id)
  return left
}

function mergeSamples(
  held: WindowState['samples'],
  incoming: readonly UsageSample[],
  removed: readonly RunId[],
): WindowState['samples'] {
  if (incoming.length === 0 && removed.length === 0) return held
  const merged = new Map(held)
  for (const sample of incoming) {
    merged.set(sample.runId, [...(merged.get(sample.runId) ?? []), sample].slice(-SAMPLES_PER_RUN))
  }
  for (const id of removed) merged.delete(id)
  return merged
}

function mergeNotices(held: readonly Notice[], incoming: readonly Notice[]): readonly Notice[] {
  if (incoming.length === 0) return held
  const ids = new Set(incoming.map((notice) => notice.id))
  return [...held.filter((notice) => !ids.has(notice.id)), ...incoming]
}
