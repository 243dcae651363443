import type { Ref } from 'react'
import { CircleAlert } from 'lucide-react'
import type { FieldErrors } from './field-issues'
import { fieldLabel } from './field-label'
import { inputId } from './form-context'
import { WORDS } from './words'

export interface ErrorSummaryProps {
  readonly ref: Ref<HTMLDivElement>
  readonly errors: FieldErrors
  /** A problem that belongs to no field. */
  readonly problem: string | undefined
}

/** What keeps the task from being saved, at the top, with a way to each field. */
export function ErrorSummary({ ref, errors, problem }: ErrorSummaryProps) {
  if (errors.size === 0 && problem === undefined) return null
  return (
    <div ref={ref} role="alert" tabIndex={-1} className="rounded-lg border border-alarm-mark bg-alarm-soft p-3">
      <p className="flex items-center gap-2 text-sm font-medium text-alarm">
        <CircleAlert size={16} aria-hidden="true" />
        {errors.size > 0 ? WORDS.summary(errors.size) : WORDS.notSaved}
      </p>
      {problem === undefined ? null : <p className="mt-1 pl-6 text-xs text-alarm">{problem}</p>}
      <ul className="mt-1 flex flex-col pl-6">
        {[...errors].map(([field, sentence]) => (
          <li key={field}>
            <button
              type="button"
              className="text-left text-xs text-alarm underline underline-offset-2"
              onClick={() => {
                document.getElementById(inputId(field))?.focus()
              }}
            >
              {inSummary(field, sentence)}
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}

function inSummary(field: string, sentence: string): string {
  const label = fieldLabel(field)
  return label === undefined ? sentence : WORDS.errors.inSummary(label, sentence)
}
