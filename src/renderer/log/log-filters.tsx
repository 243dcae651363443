import { useMemo } from 'react'
import { Search } from 'lucide-react'
import type { EngineEvent } from '@contract/event'
import { clockText } from '@vocabulary/durations'
import { Button } from '../ui/button'
import { Select } from '../ui/select'
import { TextInput } from '../ui/text-input'
import { EVENT_GROUP_WORDS, EVENT_GROUPS, type EventGroup } from './event-groups'
import { WORDS } from './words'

export interface LogFiltersProps {
  readonly events: readonly EngineEvent[]
  readonly groups: ReadonlySet<EventGroup>
  readonly onGroups: (groups: ReadonlySet<EventGroup>) => void
  /** A run's id, or nothing for all. */
  readonly run: string
  readonly onRun: (run: string) => void
  readonly search: string
  readonly onSearch: (search: string) => void
}

export function LogFilters({ events, groups, onGroups, run, onRun, search, onSearch }: LogFiltersProps) {
  const runs = useMemo(() => runsOf(events), [events])
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line px-4 py-2">
      <div role="group" aria-label={WORDS.typesOfEvents} className="flex flex-wrap gap-1">
        {EVENT_GROUPS.map((group) => (
          <Button
            key={group}
            size="small"
            look="plain"
            aria-pressed={groups.has(group)}
            onClick={() => {
              onGroups(toggled(groups, group))
            }}
          >
            {EVENT_GROUP_WORDS[group]}
          </Button>
        ))}
      </div>
      <span className="flex-1" />
      <Select
        label={WORDS.run}
        size="small"
        className="max-w-48"
        value={run}
        onChange={onRun}
        options={[{ value: '', label: WORDS.allRuns }, ...runs]}
      />
      <TextInput
        type="search"
        aria-label={WORDS.searchLog}
        placeholder={WORDS.search}
        icon={<Search size={14} aria-hidden="true" />}
        size="small"
        className="w-44"
        value={search}
        onChange={(event) => {
          onSearch(event.currentTarget.value)
        }}
      />
    </div>
  )
}

/** Each run once, the newest first, told apart by when it began. */
function runsOf(events: readonly EngineEvent[]): readonly { readonly value: string; readonly label: string }[] {
  const first = new Map<string, EngineEvent>()
  for (const event of events) {
    if (event.runId !== '' && !first.has(event.runId)) first.set(event.runId, event)
  }
  return [...first.values()]
    .reverse()
    .map((event) => ({ value: event.runId, label: `${event.name ?? event.runId} · ${clockText(event.at)}` }))
}

function toggled(groups: ReadonlySet<EventGroup>, group: EventGroup): ReadonlySet<EventGroup> {
  const next = new Set(groups)
  if (!next.delete(group)) next.add(group)
  return next
}
