import { defined } from '@tools/defined'
import { useMemo, useState } from 'react'
import { ArrowDownToLine, Download, ScrollText } from 'lucide-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { asRunId, type RunId } from '@contract/ids'
import { exportLog } from '../client/commands'
import { useEvents } from '../client/use-runs'
import { Button } from '../ui/button'
import { EmptyState } from '../ui/empty-state'
import { chosenEvents, type EventGroup, typesOf } from './event-groups'
import { LogFilters } from './log-filters'
import { LOG_LINE_HEIGHT, LogLine } from './log-line'
import { LogScroller } from './log-scroller'
import { useFollow } from './use-follow'
import { WORDS } from './words'

const NO_GROUPS: ReadonlySet<EventGroup> = new Set()

/** Every event of every run, in order. */
export function LogPage() {
  const events = useEvents()
  const [groups, setGroups] = useState(NO_GROUPS)
  const [run, setRun] = useState('')
  const [search, setSearch] = useState('')
  const [following, setFollowing] = useState(true)
  const runId: RunId | undefined = run === '' ? undefined : asRunId(run)
  const shown = useMemo(() => chosenEvents(events, { groups, runId, search }), [events, groups, runId, search])
  const { scroller, ref, onScroll } = useFollow(shown, following, setFollowing)
  const virtualizer = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LOG_LINE_HEIGHT,
    // It scrolls to its offset when it is mounted: from the start that would look as if the person had scrolled up.
    initialOffset: () => shown.length * LOG_LINE_HEIGHT,
    getItemKey: (index) => shown[index]?.seq ?? index,
    overscan: 60,
    paddingStart: 8,
    paddingEnd: 8,
  })
  return (
    <main className="flex h-full min-w-0 flex-1 flex-col">
      <header className="flex shrink-0 items-center gap-3 border-b border-line px-4 py-2.5">
        <h1 className="text-lg font-semibold">{WORDS.cleanupLog}</h1>
        <p className="tnum flex-1 text-sm text-ink-soft">
          {shown.length === events.length
            ? `${String(events.length)} events`
            : `${String(shown.length)} of ${String(events.length)} events`}
        </p>
        <Button
          size="small"
          look={following ? 'plain' : 'quiet'}
          className="h-7!"
          aria-pressed={following}
          icon={<ArrowDownToLine size={14} aria-hidden="true" />}
          hint={WORDS.followHint}
          onClick={() => {
            setFollowing(!following)
          }}
        >
          {WORDS.follow}
        </Button>
        <Button
          size="small"
          className="h-7!"
          icon={<Download size={14} aria-hidden="true" />}
          hint={WORDS.exportHint}
          onClick={() =>
            void exportLog({
              ...defined({ runId }),
              ...(groups.size === 0 ? {} : { types: typesOf(groups) }),
              ...(search.trim() === '' ? {} : { search: search.trim() }),
            })
          }
        >
          {WORDS.export}
        </Button>
      </header>
      <LogFilters
        events={events}
        groups={groups}
        onGroups={setGroups}
        run={run}
        onRun={setRun}
        search={search}
        onSearch={setSearch}
      />
      <LogScroller ref={ref} onScroll={onScroll} className="min-h-0 flex-1 bg-surface">
        {shown.length === 0 ? (
          <EmptyState
            icon={<ScrollText size={20} strokeWidth={1.75} aria-hidden="true" />}
            title={WORDS.noEventsToShow}
          >
            {events.length === 0 ? WORDS.whatIsWritten : WORDS.nonePasses}
          </EmptyState>
        ) : (
          <div className="relative" style={{ height: virtualizer.getTotalSize() }}>
            {virtualizer.getVirtualItems().map((item) => {
              const event = shown[item.index]
              return event === undefined ? null : (
                <div
                  key={item.key}
                  className="absolute inset-x-0"
                  style={{ transform: `translateY(${String(item.start)}px)` }}
                >
                  <LogLine event={event} />
                </div>
              )
            })}
          </div>
        )}
      </LogScroller>
    </main>
  )
}
