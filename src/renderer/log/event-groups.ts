import type { EngineEvent, EngineEventType } from '@contract/event'
import type { RunId } from '@contract/ids'
import type { Tone } from '../ui/tone'
import { WORDS } from './words'

export const EVENT_GROUPS = ['lines', 'starts', 'asks', 'cleanup', 'ends', 'trouble'] as const
export type EventGroup = (typeof EVENT_GROUPS)[number]

export const EVENT_GROUP_WORDS: Readonly<Record<EventGroup, string>> = {
  lines: WORDS.output,
  starts: WORDS.starts,
  asks: WORDS.asks,
  cleanup: WORDS.cleanup,
  ends: WORDS.ends,
  trouble: WORDS.trouble,
}

const GROUP_OF: Readonly<Record<EngineEventType, EventGroup>> = {
  'run-created': 'starts',
  'run-started': 'starts',
  ready: 'starts',
  health: 'trouble',
  'waits-for-change': 'starts',
  line: 'lines',
  'lines-skipped': 'lines',
  'control-answered': 'asks',
  'step-sent': 'asks',
  delivered: 'asks',
  handled: 'asks',
  'cleanup-started': 'cleanup',
  'cleanup-finished': 'cleanup',
  'cleanup-failed': 'trouble',
  'survivor-found': 'trouble',
  'survivor-ended': 'ends',
  'leak-found': 'trouble',
  'leader-left': 'ends',
  gone: 'ends',
  refused: 'trouble',
  swallowed: 'trouble',
  stuck: 'trouble',
  'timer-fired': 'lines',
  'run-failed': 'trouble',
  'run-ended': 'ends',
  receipt: 'ends',
  host: 'trouble',
  warning: 'trouble',
}

const GROUP_TONES: Readonly<Record<EventGroup, Tone>> = {
  lines: 'ended',
  starts: 'calm',
  asks: 'busy',
  cleanup: 'waiting',
  ends: 'calm',
  trouble: 'alarm',
}

export function groupOf(type: EngineEventType): EventGroup {
  return GROUP_OF[type]
}

export function toneOf(type: EngineEventType): Tone {
  if (type === 'refused' || type === 'swallowed' || type === 'host') return 'waiting'
  return GROUP_TONES[GROUP_OF[type]]
}

/** The types of the chosen groups, for an export. */
export function typesOf(groups: ReadonlySet<EventGroup>): readonly EngineEventType[] {
  return (Object.keys(GROUP_OF) as EngineEventType[]).filter((type) => groups.has(GROUP_OF[type]))
}

export interface LogChoice {
  /** Empty: all groups. */
  readonly groups: ReadonlySet<EventGroup>
  readonly runId: RunId | undefined
  readonly search: string
}

export function chosenEvents(events: readonly EngineEvent[], choice: LogChoice): readonly EngineEvent[] {
  const search = choice.search.trim().toLowerCase()
  if (choice.groups.size === 0 && choice.runId === undefined && search === '') return events
  return events.filter(
    (event) =>
      (choice.groups.size === 0 || choice.groups.has(groupOf(event.type))) &&
      (choice.runId === undefined || event.runId === choice.runId) &&
      (search === '' || `${event.name ?? ''} ${event.type} ${event.text}`.toLowerCase().includes(search)),
  )
}
