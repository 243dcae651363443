import type { ReactNode } from 'react'

export interface EmptyStateProps {
  readonly icon?: ReactNode
  readonly title: string
  /** Of its heading: 1 where it is all that a page shows. Default: 2. */
  readonly level?: 1 | 2
  readonly children?: ReactNode
  readonly actions?: ReactNode
}

/** What a place says when it has nothing to show, and what to do next. */
export function EmptyState({ icon, title, level = 2, children, actions }: EmptyStateProps) {
  const Heading = `h${level}` as const
  return (
    <div className="flex h-full flex-col items-center justify-center gap-2 p-8 text-center">
      {icon === undefined ? null : (
        <div className="mb-1 flex size-11 items-center justify-center rounded-xl border border-line bg-surface text-ink-faint shadow-card">
          {icon}
        </div>
      )}
      <Heading className="text-base font-semibold text-ink">{title}</Heading>
      {children === undefined ? null : <div className="max-w-96 text-sm text-ink-soft">{children}</div>}
      {actions === undefined ? null : <div className="mt-3 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  )
}
