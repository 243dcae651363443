import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names'

export const INPUT_LOOK =
  'w-full rounded-md border border-field-line bg-surface px-2.5 text-sm text-ink placeholder:text-ink-faint transition-colors focus-visible:outline-offset-0 aria-invalid:border-alarm-mark'

export interface TextInputProps extends Omit<ComponentProps<'input'>, 'size'> {
  readonly size?: 'small' | 'medium'
  readonly mono?: boolean
  /** Shown at the left, inside. */
  readonly icon?: ReactNode
}

export function TextInput({ mono = false, size = 'medium', icon, className, ...rest }: TextInputProps) {
  const input = (
    <input
      type="text"
      spellCheck={false}
      autoComplete="off"
      {...rest}
      className={classNames(
        INPUT_LOOK,
        size === 'small' ? 'h-7 text-xs!' : 'h-8',
        mono && 'font-mono text-xs',
        icon !== undefined ? 'pl-8' : className,
      )}
    />
  )
  if (icon === undefined) return input
  return (
    <span className={classNames('relative inline-flex items-center', className)}>
      <span className="pointer-events-none absolute left-2.5 text-ink-faint">{icon}</span>
      {input}
    </span>
  )
}

export function TextArea({
  mono = false,
  className,
  ...rest
}: ComponentProps<'textarea'> & { readonly mono?: boolean }) {
  return (
    <textarea
      spellCheck={false}
      rows={4}
      {...rest}
      className={classNames(INPUT_LOOK, 'resize-y py-1.5', mono && 'font-mono text-xs', className)}
    />
  )
}
