import type { ComponentProps } from 'react'
import { classNames } from '../ui/class-names'
import { WORDS } from './words'

/** Where the lines of the log scroll: a stop of Tab, so that arrow keys scroll it. */
export function LogScroller({
  className,
  ...rest
}: Pick<ComponentProps<'div'>, 'ref' | 'onScroll' | 'className' | 'children'>) {
  return (
    // Live announcements are off: a log can grow by hundreds of lines a second. Changes of phase are announced elsewhere.
    <div
      role="log"
      aria-label={WORDS.cleanupLog}
      aria-live="off"
      tabIndex={0}
      className={classNames('@container overflow-auto outline-offset-[-2px]', className)}
      {...rest}
    />
  )
}
