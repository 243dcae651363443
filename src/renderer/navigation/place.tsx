import type { ReactNode } from 'react'
import { classNames } from '../ui/class-names'
import { type Route, routeHash } from './route'

export interface PlaceProps {
  readonly to: Route
  readonly icon: ReactNode
  readonly current: boolean
  readonly count?: number | string
  readonly alarm?: boolean
  readonly children: string
}

/** A link of the side bar, with a count at its right. */
export function Place({ to, icon, current, count, alarm = false, children }: PlaceProps) {
  return (
    <li>
      <a
        href={routeHash(to)}
        aria-current={current ? 'page' : undefined}
        draggable={false}
        title={children}
        className={classNames(
          'flex h-7 shrink-0 items-center gap-2 rounded-md px-2 text-sm rail:justify-center rail:px-0 transition-colors outline-offset-[-2px]',
          current ? 'bg-pressed font-medium text-ink' : 'text-ink-soft hover:bg-hover hover:text-ink',
        )}
      >
        {icon}
        <span className="min-w-0 flex-1 truncate rail:sr-only">{children}</span>
        {count === undefined ? null : (
          <span
            className={classNames('tnum text-xs', alarm ? 'font-semibold text-alarm' : 'text-ink-soft rail:sr-only')}
          >
            {count}
          </span>
        )}
      </a>
    </li>
  )
}
