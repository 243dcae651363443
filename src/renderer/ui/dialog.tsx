import type { ReactNode } from 'react'
import { X } from 'lucide-react'
import { Dialog as Primitive } from 'radix-ui'
import { focusBesideOnArrow } from './arrow-focus'
import { classNames } from './class-names'
import { IconButton } from './icon-button'
import { useOverflow } from './use-overflow'
import { useReturnFocus } from './use-return-focus'
import { UI_WORDS } from './words'

export interface DialogProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly title: string
  readonly description?: string
  readonly size?: 'normal' | 'wide'
  readonly children?: ReactNode
  /** False where only what is waited for closes it. Default: true. */
  readonly closable?: boolean
  /** Buttons, right-aligned: the least harmful first. The one with `data-first-focus` is focused; arrow keys go to the others. */
  readonly actions?: ReactNode
}

/** A modal question. Focus is kept inside and given back; Escape closes it. */
export function Dialog(props: DialogProps) {
  const { open, onOpenChange, title, description, size = 'normal', closable = true, children, actions } = props
  const returnFocus = useReturnFocus()
  const { ref, overflows } = useOverflow()
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 animate-appear bg-scrim" />
        <Primitive.Content
          {...returnFocus}
          onOpenAutoFocus={(event) => {
            returnFocus.onOpenAutoFocus()
            focusContent(event)
          }}
          {...(description === undefined ? { 'aria-describedby': undefined } : {})}
          className={classNames(
            'fixed left-1/2 z-40 flex -translate-x-1/2 animate-rise flex-col rounded-xl border border-line bg-raised shadow-float',
            size === 'wide'
              ? 'top-[8%] max-h-[84vh] w-[min(680px,calc(100vw-48px))]'
              : 'top-[22%] max-h-[70vh] w-[min(480px,calc(100vw-48px))]',
          )}
        >
          <div className="flex items-start gap-3 px-5 pt-4">
            <div className="min-w-0 flex-1">
              <Primitive.Title className="text-base font-semibold">{title}</Primitive.Title>
              {description === undefined ? null : (
                <Primitive.Description className="mt-1 text-sm text-ink-soft">{description}</Primitive.Description>
              )}
            </div>
            {closable ? (
              <Primitive.Close asChild>
                <IconButton label={UI_WORDS.close} icon={<X size={16} />} size="small" />
              </Primitive.Close>
            ) : null}
          </div>
          <div
            ref={ref}
            className="min-h-0 overflow-auto px-5 py-4"
            {...(overflows ? { role: 'group', 'aria-label': title, tabIndex: 0 } : {})}
          >
            {children}
          </div>
          {actions === undefined ? null : (
            <div
              className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3"
              onKeyDown={focusBesideOnArrow}
            >
              {actions}
            </div>
          )}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}

/** On the usual answer, or on the question as a whole: on the Close button its tooltip would open, and take the first Escape. */
function focusContent(event: Event): void {
  event.preventDefault()
  if (!(event.currentTarget instanceof HTMLElement)) return
  const usual = event.currentTarget.querySelector<HTMLElement>('[data-first-focus]')
  ;(usual ?? event.currentTarget).focus()
}
