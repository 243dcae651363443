import { memo, useState } from 'react'
import type { EngineEvent } from '@contract/event'
import { useEvents } from '../client/use-runs'
import { LOG_LINE_HEIGHT, LogLine } from './log-line'
import { lastChunks } from './log-chunks'
import { LogScroller } from './log-scroller'
import { useFollow } from './use-follow'
import { WORDS } from './words'

/** The newest events. All of these lines exist in the page: enough to look back a little. The log's own page has the rest. */
export function LogTail() {
  const events = useEvents()
  const [following, setFollowing] = useState(true)
  const { ref, onScroll } = useFollow(events, following, setFollowing)
  return (
    <LogScroller ref={ref} onScroll={onScroll} className="h-36 contain-strict pb-1 short:h-21">
      {events.length === 0 ? (
        <p className="px-4 py-1 text-xs text-ink-faint">{WORDS.nothingYet}</p>
      ) : (
        lastChunks(events).map(({ place, lines }) => <LogChunk key={place} lines={lines} />)
      )}
    </LogScroller>
  )
}

/** Lines that are drawn together. Out of view they cost neither layout nor paint, and a full chunk is never drawn again. */
const LogChunk = memo(
  function LogChunk({ lines }: { readonly lines: readonly EngineEvent[] }) {
    return (
      <div
        className="[content-visibility:auto]"
        style={{ containIntrinsicHeight: `${String(lines.length * LOG_LINE_HEIGHT)}px` }}
      >
        {lines.map((event, index) => (
          <LogLine key={index} event={event} />
        ))}
      </div>
    )
  },
  (a, b) => a.lines.length === b.lines.length && a.lines[0] === b.lines[0] && a.lines.at(-1) === b.lines.at(-1),
)
