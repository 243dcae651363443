import type { ReactNode } from 'react'
import { CircleAlert } from 'lucide-react'
import { classNames } from './class-names'
import { UI_WORDS } from './words'

/** What a control inside a field must carry so that the label, the help and the error belong to it. */
export interface FieldIds {
  readonly id: string
  readonly 'aria-describedby'?: string
  readonly 'aria-invalid'?: true
}

export interface FieldProps {
  readonly id: string
  readonly label: string
  readonly optional?: boolean
  readonly help?: ReactNode
  /** A sentence, announced when it appears. */
  readonly error?: string | undefined
  readonly className?: string
  readonly children: (ids: FieldIds) => ReactNode
}

/** A label, a control, and below it help or an error. */
export function Field({ id, label, optional = false, help, error, className, children }: FieldProps) {
  const describedBy = [help === undefined ? '' : `${id}-help`, error === undefined ? '' : `${id}-error`]
    .filter(Boolean)
    .join(' ')
  return (
    <div className={classNames('flex flex-col gap-1', className)}>
      <label htmlFor={id} className="text-xs font-medium text-ink-soft">
        {label}
        {optional ? <span className="font-normal text-ink-faint"> {UI_WORDS.optional}</span> : null}
      </label>
      {children({
        id,
        ...(describedBy === '' ? {} : { 'aria-describedby': describedBy }),
        ...(error === undefined ? {} : { 'aria-invalid': true }),
      })}
      {help === undefined ? null : (
        <p id={`${id}-help`} className="text-xs text-ink-faint">
          {help}
        </p>
      )}
      <div role="status" aria-live="polite">
        {error === undefined ? null : (
          <p id={`${id}-error`} className="flex items-start gap-1.5 text-xs text-alarm">
            <CircleAlert size={14} className="mt-px shrink-0" aria-hidden="true" />
            {error}
          </p>
        )}
      </div>
    </div>
  )
}
