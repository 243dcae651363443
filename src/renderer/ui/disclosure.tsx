import { type ReactNode, useId, useState } from 'react'
import { ChevronRight } from 'lucide-react'
import { classNames } from './class-names'

export interface DisclosureProps {
  readonly title: string
  /** What is inside, in a few words, so that it need not be opened to be known. */
  readonly summary: string
  /** True where the summary tells of something that was chosen. */
  readonly strong?: boolean
  /** Opens it whatever the person chose: something inside needs them. */
  readonly forced?: boolean
  readonly children: ReactNode
}

/** A line that opens to what it sums up. */
export function Disclosure({ title, summary, strong = false, forced = false, children }: DisclosureProps) {
  const [chosen, setChosen] = useState(false)
  const id = useId()
  const open = chosen || forced
  return (
    <div>
      <h3>
        <button
          type="button"
          aria-expanded={open}
          aria-controls={id}
          onClick={() => {
            setChosen(!open)
          }}
          className="flex min-h-9 w-full items-center gap-2 rounded-md px-1 py-1 text-left text-sm hover:bg-hover focus-visible:outline-offset-0"
        >
          <ChevronRight
            size={14}
            aria-hidden="true"
            className={classNames('shrink-0 text-ink-faint transition-transform', open && 'rotate-90')}
          />
          <span className="w-36 shrink-0 font-medium text-ink">{title}</span>
          <span
            className={classNames('min-w-0 flex-1 truncate text-xs', strong ? 'text-ink-soft' : 'text-ink-faint')}
            title={summary}
          >
            {summary}
          </span>
        </button>
      </h3>
      <div id={id} hidden={!open} className="pt-2 pb-4 pl-6">
        {open ? <div className="flex flex-col gap-4">{children}</div> : null}
      </div>
    </div>
  )
}
