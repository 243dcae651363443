import { Fragment } from 'react'
import { classNames } from '../ui/class-names'

/** Code of up to this many characters is not broken: `process.kill(-pid)` in two lines reads as another call. */
const SHORT = 28

/** A sentence in which backticks mark code. */
export function CodeText({ text }: { readonly text: string }) {
  return text.split('`').map((part, index) =>
    index % 2 === 0 ? (
      <Fragment key={index}>{part}</Fragment>
    ) : (
      <code
        key={index}
        className={classNames(
          'rounded-sm bg-ended-soft px-1 font-mono text-[0.92em] text-ink',
          part.length <= SHORT ? 'whitespace-nowrap' : 'wrap-anywhere',
        )}
      >
        {part}
      </code>
    ),
  )
}
