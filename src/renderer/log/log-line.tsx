import { memo } from 'react'
import type { EngineEvent } from '@contract/event'
import { clockText } from '@vocabulary/durations'
import { plainText } from '../tasks/plain-text'
import { classNames } from '../ui/class-names'
import { TONE_MARK, TONE_TEXT } from '../ui/tone'
import { groupOf, toneOf } from './event-groups'

/** The height of a line of the log, in pixels. */
export const LOG_LINE_HEIGHT = 20
/** A row shows some hundred characters; laying out tens of thousands in each would hold the page. */
const SHOWN_CHARACTERS = 4_000

/** One event: when, of which run, what sort, and its text. */
export const LogLine = memo(function LogLine({ event }: { readonly event: EngineEvent }) {
  const tone = toneOf(event.type)
  const text = plainText(event.text.slice(0, SHOWN_CHARACTERS))
  return (
    <div
      data-seq={event.seq}
      className="flex h-5 items-center gap-3 px-4 font-mono text-2xs whitespace-pre hover:bg-hover"
      title={`${event.type} · ${text}`}
    >
      <span className="tnum hidden shrink-0 text-ink-faint @lg:inline">{clockText(event.at, true)}</span>
      <span aria-hidden="true" className={classNames('size-1.5 shrink-0 rounded-full', TONE_MARK[tone])} />
      <span className="w-32 shrink-0 truncate font-sans text-xs text-ink-soft">{event.name ?? 'Quiesce'}</span>
      <span className={classNames('min-w-0 flex-1 truncate', textLook(event.type))}>{text}</span>
    </div>
  )
})

/** Only trouble is coloured: a log in which everything shines points at nothing. */
function textLook(type: EngineEvent['type']): string {
  const group = groupOf(type)
  if (group === 'trouble') return TONE_TEXT[toneOf(type)]
  return group === 'lines' ? 'text-ink' : 'text-ink-soft'
}
