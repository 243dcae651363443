import type { Receipt } from '@contract/receipt'
import { spanText } from '@vocabulary/durations'
import { classNames } from '../../ui/class-names'
import { TONE_TEXT, type Tone } from '../../ui/tone'
import { type CompareAxis, compareBar } from './compare-axis'
import type { Finding } from './happenings'
import type { Happening } from './happening'
import { HAPPENING_WORDS, WORDS } from './words'

const TONES: Readonly<Record<Happening, Tone>> = {
  'cleans-up': 'calm',
  'no-cleanup': 'waiting',
  'goes-on': 'busy',
  refused: 'busy',
  'never-starts': 'ended',
}

export interface CompareTrackProps {
  readonly axis: CompareAxis
  readonly finding: Finding | undefined
  /** Absent where the control was refused: its receipt tells of another one. */
  readonly receipt: Receipt | undefined
}

/** The way of one run along the common axis, from *asked* on. */
export function CompareTrack({ axis, finding, receipt }: CompareTrackProps) {
  const bar = receipt === undefined ? undefined : compareBar(receipt, axis)
  const lasts = finding?.happening === 'refused' || (finding?.happening === 'goes-on' && bar === undefined)
  const tone = finding === undefined ? 'ended' : TONES[finding.happening]
  return (
    <svg
      role="img"
      aria-label={trackText(finding, bar?.goneMs)}
      className={classNames('h-7 w-full overflow-visible', TONE_TEXT[tone])}
    >
      {axis.ticks.map((tick) => (
        <line
          key={tick.ms}
          x1={percent(tick.place)}
          x2={percent(tick.place)}
          y1="0"
          y2="100%"
          className="stroke-line"
        />
      ))}
      {lasts ? (
        <>
          <line x1="0" x2="100%" y1="50%" y2="50%" stroke="currentColor" strokeWidth={2} strokeDasharray="2 4" />
          <circle cx="0" cy="50%" r={4} className="fill-surface" stroke="currentColor" strokeWidth={2} />
        </>
      ) : null}
      {bar === undefined ? null : (
        <>
          <line
            x1="0"
            x2={percent(bar.gone)}
            y1="50%"
            y2="50%"
            stroke="currentColor"
            strokeWidth={2}
            strokeLinecap="round"
            opacity={0.55}
          />
          {bar.cleanup === undefined ? null : (
            <line
              x1={percent(bar.cleanup.from)}
              x2={percent(bar.cleanup.to)}
              y1="50%"
              y2="50%"
              stroke="currentColor"
              strokeWidth={9}
              strokeLinecap="round"
              opacity={0.35}
            />
          )}
          <circle
            cx={percent(bar.gone)}
            cy="50%"
            r={4.5}
            fill="currentColor"
            className="stroke-surface"
            strokeWidth={2}
          />
          <text x={percent(bar.gone)} y="50%" dx={10} dy="0.35em" className="tnum fill-ink-soft text-2xs">
            {spanText(bar.goneMs)}
          </text>
        </>
      )}
    </svg>
  )
}

function trackText(finding: Finding | undefined, goneMs: number | undefined): string {
  if (finding === undefined) return WORDS.waiting
  const gone = goneMs === undefined ? '' : WORDS.goneAfter(spanText(goneMs))
  return `${HAPPENING_WORDS[finding.happening]}${gone}`
}

function percent(place: number): string {
  return `${(place * 100).toFixed(2)}%`
}
