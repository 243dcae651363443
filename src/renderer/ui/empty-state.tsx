import type { ReactNode } from 'react'

export interface EmptyStateProps {
  readonly icon?: ReactNode
  readonly title: string
  readonly children?: ReactNode
  readonly actions?: ReactNode
}

/** What a place says when it has nothing to show, and what to do next. */
export function EmptyState({ icon, title, children, actions }: EmptyStateProps) {
  return (
    <div className="flex h-full flex-col items-center justify-center gap-2 p-8 text-center">
      {icon === undefined ? null : (
        <div className="mb-1 flex size-11 items-center justify-center rounded-xl border border-line bg-surface text-ink-faint shadow-card">
          {icon}
        </div>
      )}
      <h2 className="text-base font-semibold text-ink">{title}</h2>
      {children === undefined ? null : <div className="max-w-96 text-sm text-ink-soft">{children}</div>}
      {actions === undefined ? null : <div className="mt-3 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  )
}
