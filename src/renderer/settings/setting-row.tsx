import type { ReactNode } from 'react'
import { Badge } from '../ui/badge'
import { WORDS } from './words'

export interface SettingRowProps {
  /** Of the control, for the label. */
  readonly id: string
  readonly label: string
  readonly help: string
  /** Why it has no effect here. */
  readonly gap?: string | undefined
  readonly error?: string | undefined
  /** `described` is what the control's `aria-describedby` must say. */
  readonly children: (described: string) => ReactNode
}

/** A setting: its name and its sentence at the left, its control at the right. */
export function SettingRow({ id, label, help, gap, error, children }: SettingRowProps) {
  return (
    <div className="flex flex-wrap items-start gap-x-8 gap-y-2 border-t border-line px-4 py-3 first:border-t-0">
      <div className="min-w-60 flex-1">
        <label htmlFor={id} id={`${id}-label`} className="text-sm font-medium text-ink">
          {label}
        </label>
        <div id={`${id}-help`}>
          <p className="text-xs text-ink-soft">{help}</p>
          {gap === undefined ? null : (
            <p className="mt-1 flex items-baseline gap-2 text-xs text-ink-soft">
              <Badge>{WORDS.notHere}</Badge>
              <span>{gap}</span>
            </p>
          )}
          <p role="status" className="text-xs text-alarm">
            {error}
          </p>
        </div>
      </div>
      <div className="flex min-h-8 items-center">{children(`${id}-help`)}</div>
    </div>
  )
}
