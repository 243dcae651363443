import type { Notice, PlatformFacts, Snapshot, Updates } from '@contract/channels'
import type { ThemeChoice } from '@contract/settings'
import type { Demo } from '@contract/demo'
import type { EngineEvent } from '@contract/event'
import type { RunId } from '@contract/ids'
import type { UsageSample } from '@contract/run'
import type { StackBoard } from '@contract/stack'
import type { Task } from '@contract/task'
import { mergeEvents } from './merge-events'
import { type HeldRuns, mergeRuns, withoutRuns } from './merge-runs'

/** Enough for two minutes at one sample a second. */
export const SAMPLES_PER_RUN = 120
/** A snapshot that is older than so many removals does not come any more. */
export const REMOVALS_HELD = 10_000

/** Everything the page knows. Replaced, never changed in place; a part that did not change keeps its identity. */
export interface WindowState extends HeldRuns {
  /** False until the first snapshot of the engine has arrived; its saved tasks may be there before. */
  readonly ready: boolean
  readonly tasks: readonly Task[]
  readonly stacks: StackBoard
  readonly removedRuns: ReadonlySet<RunId>
  readonly events: readonly EngineEvent[]
  readonly samples: ReadonlyMap<RunId, readonly UsageSample[]>
  readonly demos: readonly Demo[]
  readonly notices: readonly Notice[]
  /** Ids of those that the person has put away: a snapshot, which still holds them, does not bring them back. */
  readonly dismissedNotices: ReadonlySet<string>
  readonly theme: ThemeChoice
  readonly platform: PlatformFacts | undefined
}

export const EMPTY_STATE: WindowState = {
  ready: false,
  tasks: [],
  stacks: { open: [], recentFiles: [] },
  runs: new Map(),
  outlines: new Map(),
  removedRuns: new Set(),
  events: [],
  samples: new Map(),
  demos: [],
  notices: [],
  dismissedNotices: new Set(),
  theme: 'system',
  platform: undefined,
}

/** Takes a snapshot in, which may be older than updates that came before it. */
export function withSnapshot(state: WindowState, snapshot: Snapshot): WindowState {
  return {
    ...state,
    ready: snapshot.preliminary !== true,
    tasks: snapshot.tasks,
    stacks: snapshot.stacks,
    ...mergeRuns(state, snapshot.runs, state.removedRuns),
    events: mergeEvents(state.events, snapshot.events),
    demos: snapshot.demos,
    notices: withoutNotices(mergeNotices(state.notices, snapshot.notices), [...state.dismissedNotices]),
    theme: snapshot.theme,
    platform: snapshot.platform,
  }
}

export function withUpdates(state: WindowState, updates: Updates): WindowState {
  const removedRuns =
    updates.removedRuns.length === 0
      ? state.removedRuns
      : new Set([...state.removedRuns, ...updates.removedRuns].slice(-REMOVALS_HELD))
  return {
    ...state,
    tasks: updates.tasks ?? state.tasks,
    stacks: updates.stacks ?? state.stacks,
    removedRuns,
    ...withoutRuns(mergeRuns(state, updates.runs, removedRuns), updates.removedRuns),
    events: mergeEvents(state.events, updates.events),
    samples: mergeSamples(state.samples, updates.samples, updates.removedRuns),
    notices: withoutNotices(mergeNotices(state.notices, updates.notices), updates.withdrawnNotices ?? []),
    // Told anew it is news again.
    dismissedNotices: withoutIds(state.dismissedNotices, updates.notices),
  }
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

function withoutNotices(held: readonly Notice[], withdrawn: readonly string[]): readonly Notice[] {
  return withdrawn.length === 0 ? held : held.filter((notice) => !withdrawn.includes(notice.id))
}

export function withoutNotice(state: WindowState, id: string): WindowState {
  return {
    ...state,
    notices: withoutNotices(state.notices, [id]),
    dismissedNotices: new Set([...state.dismissedNotices, id]),
  }
}

function withoutIds(held: ReadonlySet<string>, notices: readonly Notice[]): ReadonlySet<string> {
  if (!notices.some(({ id }) => held.has(id))) return held
  const told = new Set(notices.map(({ id }) => id))
  return new Set([...held].filter((id) => !told.has(id)))
}
