import { classNames } from './class-names'
import { sparkPath } from './spark-path'
import { TONE_TEXT, type Tone } from './tone'

export interface SparklineProps {
  /** Oldest first. */
  readonly values: readonly number[]
  /** The value at the upper edge; larger ones are cut. */
  readonly top: number
  /** How many values fill the width. Fewer start at the right edge. */
  readonly slots: number
  readonly tone: Tone
  readonly className?: string
}

const WIDTH = 100
const HEIGHT = 20

/** A small line without axes. Decoration: the figure beside it carries the value. */
export function Sparkline({ values, top, slots, tone, className }: SparklineProps) {
  const { line, area } = sparkPath(values, { top, slots, width: WIDTH, height: HEIGHT })
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${String(WIDTH)} ${String(HEIGHT)}`}
      preserveAspectRatio="none"
      className={classNames('block h-5 w-full overflow-visible', TONE_TEXT[tone], className)}
    >
      <line
        x1={0}
        x2={WIDTH}
        y1={HEIGHT - 0.5}
        y2={HEIGHT - 0.5}
        className="stroke-line-strong"
        vectorEffect="non-scaling-stroke"
      />
      <path d={area} fill="currentColor" opacity={0.12} />
      <path
        d={line}
        fill="none"
        stroke="currentColor"
        strokeWidth={1.25}
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  )
}
