import { useState } from 'react'
import { ChevronDown, ChevronUp, Maximize2 } from 'lucide-react'
import { useReadable } from '../client/use-readable'
import { useEvents } from '../client/use-runs'
import { goTo } from '../navigation/use-route'
import { boardLog } from '../tasks/board-preferences'
import { IconButton } from '../ui/icon-button'
import { LogLine } from './log-line'
import { useFollow } from './use-follow'

/** All of these exist in the page: enough to look back a little. The log's own page has the rest. */
const LINES_SHOWN = 300

/** The newest events, below the board. */
export function LogPanel() {
  const shown = useReadable(boardLog) === 'shown'
  return (
    <section aria-label="Log panel" className="flex shrink-0 flex-col border-t border-line bg-surface">
      <div className="flex h-8 items-center gap-2 pr-2 pl-4">
        <h2 className="flex-1 text-xs font-medium text-ink-soft">Cleanup log</h2>
        <IconButton
          label="Open the log"
          size="small"
          icon={<Maximize2 size={13} aria-hidden="true" />}
          onClick={() => {
            goTo({ page: 'log' })
          }}
        />
        <IconButton
          label={shown ? 'Hide the log' : 'Show the log'}
          aria-expanded={shown}
          size="small"
          icon={shown ? <ChevronDown size={15} aria-hidden="true" /> : <ChevronUp size={15} aria-hidden="true" />}
          onClick={() => {
            boardLog.set(shown ? 'hidden' : 'shown')
          }}
        />
      </div>
      {shown ? <LogTail /> : null}
    </section>
  )
}

function LogTail() {
  const events = useEvents()
  const [following, setFollowing] = useState(true)
  const tail = events.slice(-LINES_SHOWN)
  const { ref, onScroll } = useFollow(events, following, setFollowing)
  return (
    // Live announcements are off: a log can grow by hundreds of lines a second. Changes of phase are announced elsewhere.
    <div
      ref={ref}
      role="log"
      aria-label="Cleanup log"
      aria-live="off"
      tabIndex={0}
      onScroll={onScroll}
      className="@container h-36 overflow-auto pb-1 outline-offset-[-2px] short:h-24"
    >
      {tail.length === 0 ? (
        <p className="px-4 py-1 text-xs text-ink-faint">
          Nothing has happened yet. Every start, ask, cleanup and end is written here.
        </p>
      ) : (
        tail.map((event) => <LogLine key={event.seq} event={event} />)
      )}
    </div>
  )
}
