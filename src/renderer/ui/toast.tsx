import { X } from 'lucide-react'
import { Toast as Primitive } from 'radix-ui'
import { classNames } from './class-names'
import { IconButton } from './icon-button'
import { TONE_MARK, type Tone } from './tone'
import { UI_WORDS } from './words'

export interface ToastView {
  readonly id: string
  readonly tone: Tone
  readonly title: string
  readonly text?: string
}

export interface ToastsProps {
  readonly toasts: readonly ToastView[]
  readonly onClose: (id: string) => void
}

/** Short messages at the lower right, above what a page has at its foot (the form's buttons), announced, gone after a while, kept while the pointer or the focus is on them. */
export function Toasts({ toasts, onClose }: ToastsProps) {
  return (
    <Primitive.Provider duration={7000} swipeDirection="right">
      {toasts.map((toast) => (
        <Primitive.Root
          key={toast.id}
          type={toast.tone === 'alarm' ? 'foreground' : 'background'}
          onOpenChange={(open) => {
            if (!open) onClose(toast.id)
          }}
          className="flex animate-rise items-start gap-3 rounded-lg border border-line bg-raised p-3 shadow-float"
        >
          <span
            aria-hidden="true"
            className={classNames('mt-1.5 size-2 shrink-0 rounded-full', TONE_MARK[toast.tone])}
          />
          <div className="min-w-0 flex-1">
            <Primitive.Title className="text-sm font-medium">{toast.title}</Primitive.Title>
            {toast.text === undefined ? null : (
              <Primitive.Description className="text-xs wrap-anywhere text-ink-soft">
                {toast.text}
              </Primitive.Description>
            )}
          </div>
          <Primitive.Close asChild>
            <IconButton label={UI_WORDS.dismissMessage} icon={<X size={14} />} size="small" />
          </Primitive.Close>
        </Primitive.Root>
      ))}
      <Primitive.Viewport className="fixed right-4 bottom-18 z-50 flex w-90 max-w-[calc(100vw-32px)] flex-col gap-2 rounded-lg" />
    </Primitive.Provider>
  )
}
