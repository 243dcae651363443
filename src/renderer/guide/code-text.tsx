import { Fragment } from 'react'

/** A sentence in which backticks mark code. */
export function CodeText({ text }: { readonly text: string }) {
  return text.split('`').map((part, index) =>
    index % 2 === 0 ? (
      <Fragment key={index}>{part}</Fragment>
    ) : (
      <code key={index} className="rounded-sm bg-ended-soft px-1 font-mono text-[0.92em] wrap-anywhere text-ink">
        {part}
      </code>
    ),
  )
}
