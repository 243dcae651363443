import type { RunId, TaskId } from './ids'
import type { Kind } from './kind'

export const EVENT_TYPES = [
  'run-created',
  'run-started',
  'line',
  'lines-skipped',
  'control-answered',
  'step-sent',
  'delivered',
  'handled',
  'cleanup-started',
  'cleanup-finished',
  'cleanup-failed',
  'survivor-found',
  'survivor-ended',
  'leak-found',
  'gone',
  'leader-left',
  'refused',
  'swallowed',
  'ready',
  'health',
  'waits-for-change',
  'stuck',
  'timer-fired',
  'run-failed',
  'run-ended',
  'receipt',
  'host',
  'warning',
] as const
export type EngineEventType = (typeof EVENT_TYPES)[number]

/** One entry of the cleanup log. `seq` starts at 1 and has no gap within one engine. */
export interface EngineEvent {
  readonly seq: number
  /** Wall clock, milliseconds since 1970. Order by `seq`, never by `at`. */
  readonly at: number
  /** Empty for an event that concerns no single run (the host, the store). */
  readonly runId: RunId
  readonly taskId?: TaskId
  readonly name?: string
  readonly kind?: Kind
  readonly type: EngineEventType
  /** What the log shows. */
  readonly text: string
  /** For `line`: where it came from. */
  readonly stream?: 'stdout' | 'stderr' | 'log'
  /** For a `warning` that concerns no run: what it is about. The next one about the same takes its place. */
  readonly about?: string
  /** What `about` names has passed: a banner about it goes. */
  readonly over?: true
  /** For `receipt`: whether it is on disk, or held in memory until the disk takes it. */
  readonly recorded?: 'written' | 'kept'
}
