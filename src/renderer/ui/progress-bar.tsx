import { classNames } from './class-names'
import { TONE_MARK, type Tone } from './tone'

export interface ProgressBarProps {
  /** The accessible name. */
  readonly label: string
  /** 0 to 1. */
  readonly fraction: number
  readonly tone: Tone
  readonly className?: string
}

export function ProgressBar({ label, fraction, tone, className }: ProgressBarProps) {
  const percent = Math.round(fraction * 100)
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      className={classNames('h-1 overflow-hidden rounded-full bg-ended-soft', className)}
    >
      <div
        className={classNames('h-full rounded-full', TONE_MARK[tone])}
        style={{ width: `${(fraction * 100).toFixed(2)}%` }}
      />
    </div>
  )
}
