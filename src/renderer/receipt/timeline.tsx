import type { ReactNode } from 'react'
import type { Receipt, StepVerdict } from '@contract/receipt'
import { Check, CircleDashed, CircleHelp, X } from 'lucide-react'
import { classNames } from '../ui/class-names'
import { TONE_TEXT } from '../ui/tone'
import { Tooltip } from '../ui/tooltip'
import { type TimelineRow, type TimelineView, timelineView } from './timeline-view'
import { WORDS } from './words'

const MARKS: Readonly<Record<StepVerdict, ReactNode>> = {
  yes: <Check size={14} strokeWidth={2.5} aria-hidden="true" />,
  no: <X size={14} strokeWidth={2.5} aria-hidden="true" />,
  unknown: <CircleHelp size={14} aria-hidden="true" />,
  'not-applicable': <CircleDashed size={14} aria-hidden="true" />,
}

const COLUMNS = 'grid grid-cols-[9.5rem_minmax(0,1fr)_4rem] items-center gap-3'

/** The steps of a receipt, drawn to scale. Each row gives its evidence on hover and on focus. */
export function Timeline({ receipt }: { readonly receipt: Receipt }) {
  const view = timelineView(receipt)
  return (
    <div>
      <Axis view={view} />
      <ol aria-label={WORDS.timelineFrom(view.origin)}>
        {view.rows.map((row) => (
          <Row key={row.name} row={row} view={view} />
        ))}
      </ol>
    </div>
  )
}

function Axis({ view }: { readonly view: TimelineView }) {
  return (
    <div className={classNames(COLUMNS, 'px-2')} aria-hidden="true">
      <span className="text-2xs text-ink-faint">{view.origin}</span>
      <div className="relative h-5">
        {view.ticks.map((tick) => (
          <span
            key={tick.text}
            className={classNames(
              'tnum absolute -translate-x-1/2 text-2xs whitespace-nowrap text-ink-faint',
              tick.place > 0 && tick !== view.ticks.at(-1) && 'tiny:hidden',
            )}
            style={{ left: percent(tick.place) }}
          >
            {tick.text}
          </span>
        ))}
      </div>
    </div>
  )
}

function Row({ row, view }: { readonly row: TimelineRow; readonly view: TimelineView }) {
  const sent = row.name === 'delivered' ? view.sent : []
  return (
    <li>
      <Tooltip text={`${row.verdictText}: ${row.evidence}`} side="bottom">
        <div
          tabIndex={0}
          role="group"
          aria-label={`${row.title}: ${row.verdictText}, ${row.time}. ${row.evidence}`}
          className={classNames(COLUMNS, 'h-8 rounded-md px-2 outline-offset-[-2px] hover:bg-hover')}
        >
          <span className="flex items-center gap-2 text-sm">
            <span className={TONE_TEXT[row.tone]}>{MARKS[row.verdict]}</span>
            <span className={row.verdict === 'not-applicable' ? 'text-ink-faint' : 'text-ink'}>{row.title}</span>
            {row.inferred ? <span className="text-2xs text-ink-faint">{WORDS.inferred}</span> : null}
          </span>
          <svg aria-hidden="true" className={classNames('h-8 w-full overflow-visible', TONE_TEXT[row.tone])}>
            {view.ticks.map((tick) => (
              <line
                key={tick.text}
                x1={percent(tick.place)}
                x2={percent(tick.place)}
                y1="0"
                y2="100%"
                className="stroke-line"
              />
            ))}
            {row.place === undefined ? null : (
              <>
                <line
                  x1={percent(row.from)}
                  x2={percent(row.place)}
                  y1="50%"
                  y2="50%"
                  stroke="currentColor"
                  strokeWidth={row.name === 'cleanup-finished' ? 8 : 2}
                  strokeLinecap="round"
                  opacity={row.name === 'cleanup-finished' ? 0.4 : 0.55}
                />
                <circle
                  cx={percent(row.place)}
                  cy="50%"
                  r={4.5}
                  fill="currentColor"
                  // Hollow where nobody saw it: it follows from what was seen.
                  {...(row.inferred
                    ? { className: 'fill-surface', stroke: 'currentColor', r: 3.5 }
                    : { className: 'stroke-surface' })}
                  strokeWidth={2}
                />
              </>
            )}
            {sent.map((one, index) => (
              <Sent
                key={`${one.text}-${String(index)}`}
                place={one.place}
                labelFrom={clearOf(row.place, one.place)}
                text={one.text}
              />
            ))}
          </svg>
          <span className="tnum text-right text-xs text-ink-soft">{row.time}</span>
        </div>
      </Tooltip>
    </li>
  )
}

/** One sent step of the ladder, named beside its mark. */
function Sent(props: { readonly place: number; readonly labelFrom: number; readonly text: string }) {
  const { place, labelFrom, text } = props
  const atRight = place > 0.75
  return (
    <>
      <circle cx={percent(place)} cy="50%" r={4.5} fill="currentColor" className="stroke-surface" strokeWidth={2} />
      <text
        x={percent(atRight ? place : labelFrom)}
        y="50%"
        dx={atRight ? -9 : 9}
        dy="-0.35em"
        textAnchor={atRight ? 'end' : 'start'}
        className="fill-ink-soft text-2xs"
      >
        {text}
      </text>
    </>
  )
}

/** Where the name of a sent step begins, so that the mark of its delivery a moment later does not lie on it. */
function clearOf(delivered: number | undefined, place: number): number {
  return delivered !== undefined && delivered > place && delivered - place < 0.12 ? delivered : place
}

function percent(place: number): string {
  return `${(place * 100).toFixed(2)}%`
}
