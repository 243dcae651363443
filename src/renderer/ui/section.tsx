import type { ReactNode } from 'react'

/** A heading and what belongs under it. */
export function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="flex flex-col gap-2">
      <h3 className="text-xs font-semibold text-ink-soft">{title}</h3>
      {children}
    </section>
  )
}
