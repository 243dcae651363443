import { sparkPath } from './spark-path'
import { UI_WORDS } from './words'

export interface LineChartProps {
  readonly title: string
  readonly now: string
  readonly topText: string
  readonly values: readonly number[]
  readonly top: number
  readonly slots: number
  /** What the width covers: `last 2 minutes`. */
  readonly span: string
  /** Moments to mark, as a share of the width from the left: 0 to 1. */
  readonly marks?: readonly ChartMark[]
}

export interface ChartMark {
  readonly share: number
  readonly label: string
}

const WIDTH = 600
const HEIGHT = 96

/** One measured value over time: the newest at the right, the largest named at the upper edge. */
export function LineChart({ title, now, topText, values, top, slots, span, marks = [] }: LineChartProps) {
  const { line, area } = sparkPath(values, { top, slots, width: WIDTH, height: HEIGHT })
  return (
    <figure className="rounded-lg border border-line bg-surface p-3">
      <figcaption className="flex items-baseline justify-between text-xs">
        <span className="font-medium text-ink-soft">{title}</span>
        <span className="tnum text-sm font-semibold text-ink">{now}</span>
      </figcaption>
      <svg
        role="img"
        aria-label={`${title}, ${span}: now ${now}, at most ${topText}`}
        viewBox={`0 0 ${String(WIDTH)} ${String(HEIGHT)}`}
        preserveAspectRatio="none"
        className="mt-2 block h-24 w-full text-busy-mark"
      >
        {[0.25, 0.5, 0.75, 1].map((share) => (
          <line
            key={share}
            x1={0}
            x2={WIDTH}
            y1={HEIGHT * share}
            y2={HEIGHT * share}
            className="stroke-line"
            vectorEffect="non-scaling-stroke"
          />
        ))}
        {marks.map(({ share, label }) => (
          <line
            key={`${label} ${String(share)}`}
            x1={WIDTH * share}
            x2={WIDTH * share}
            y1={0}
            y2={HEIGHT}
            className="stroke-waiting-mark"
            strokeDasharray="3 3"
            vectorEffect="non-scaling-stroke"
          >
            <title>{label}</title>
          </line>
        ))}
        <path d={area} fill="currentColor" opacity={0.14} />
        <path
          d={line}
          fill="none"
          stroke="currentColor"
          strokeWidth={1.5}
          strokeLinejoin="round"
          vectorEffect="non-scaling-stroke"
        />
      </svg>
      <div className="tnum flex justify-between pt-1 text-2xs text-ink-faint">
        <span>{span}</span>
        <span>
          {UI_WORDS.top} {topText}
        </span>
      </div>
    </figure>
  )
}
