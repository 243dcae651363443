import type { ReactElement, ReactNode } from 'react'
import { Tooltip as Primitive } from 'radix-ui'
import { Keys } from './keys'
import { isFocusByKeys } from './put-back-focus'
import { UI_WORDS } from './words'

export interface TooltipProps {
  readonly text: ReactNode
  /** A shortcut, shown as a key: `S`, `Ctrl K`. */
  readonly keys?: string | undefined
  readonly side?: 'top' | 'right' | 'bottom' | 'left'
  /** One element that takes a ref and props. */
  readonly children: ReactElement
}

/** Shows a sentence on hover, and where a person goes by keyboard. Never the only place of a fact: give the child a description too. */
export function Tooltip({ text, keys, side = 'top', children }: TooltipProps) {
  if (text === undefined || text === '') return children
  return (
    <Primitive.Root delayDuration={350}>
      <Primitive.Trigger
        asChild
        onFocus={(event) => {
          // It opens on every focus that is not prevented, also on one that the mouse made.
          if (!isFocusByKeys(event.currentTarget)) event.preventDefault()
        }}
      >
        {children}
      </Primitive.Trigger>
      <Primitive.Portal>
        {/* At the end of the body it would belong to no part of the page. */}
        <section aria-label={UI_WORDS.hint}>
          <Primitive.Content
            side={side}
            sideOffset={6}
            collisionPadding={8}
            className="z-50 flex max-w-80 animate-appear items-start gap-2 rounded-md border border-line bg-raised px-2 py-1 text-xs text-ink shadow-float"
          >
            <span>{text}</span>
            {keys === undefined ? null : <Keys text={keys} />}
          </Primitive.Content>
        </section>
      </Primitive.Portal>
    </Primitive.Root>
  )
}

/** Once, around the whole window. */
export function TooltipScope({ children }: { readonly children: ReactNode }) {
  return (
    <Primitive.Provider delayDuration={350} skipDelayDuration={200}>
      {children}
    </Primitive.Provider>
  )
}
