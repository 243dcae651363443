import { type ReactNode, useId } from 'react'

export interface FormSectionProps {
  readonly title: string
  readonly help?: ReactNode
  /** At the right of the title. */
  readonly aside?: ReactNode
  readonly children: ReactNode
}

/** A group of inputs with a heading of its own. */
export function FormSection({ title, help, aside, children }: FormSectionProps) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="rounded-lg border border-line bg-surface p-4 shadow-card">
      <div className="mb-3 flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-52 flex-1">
          <h2 id={id} className="text-sm font-semibold text-ink">
            {title}
          </h2>
          {help === undefined ? null : <p className="mt-0.5 text-xs text-ink-faint">{help}</p>}
        </div>
        {aside}
      </div>
      <div className="flex flex-col gap-4">{children}</div>
    </section>
  )
}
