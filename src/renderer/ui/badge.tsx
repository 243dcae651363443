import type { ReactNode } from 'react'
import { classNames } from './class-names'
import { TONE_MARK, TONE_SOFT, TONE_TEXT, type Tone } from './tone'

export interface BadgeProps {
  readonly tone?: Tone
  /** A dot before the text; `breathing` for what is under way. */
  readonly dot?: 'none' | 'still' | 'breathing'
  readonly icon?: ReactNode
  readonly children: ReactNode
  readonly className?: string
}

/** A short word on a soft ground. The word carries the meaning, the colour repeats it. */
export function Badge({ tone = 'ended', dot = 'none', icon, children, className }: BadgeProps) {
  return (
    <span
      className={classNames(
        'inline-flex h-5 shrink-0 items-center gap-1.5 rounded-full px-2 text-xs font-medium whitespace-nowrap',
        TONE_SOFT[tone],
        TONE_TEXT[tone],
        className,
      )}
    >
      {dot === 'none' ? null : (
        <span
          aria-hidden="true"
          className={classNames('size-1.5 rounded-full', TONE_MARK[tone], dot === 'breathing' && 'animate-breathe')}
        />
      )}
      {icon}
      {children}
    </span>
  )
}
