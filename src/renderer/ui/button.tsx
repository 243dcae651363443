import { type ComponentProps, type MouseEvent, type ReactNode, use, useId } from 'react'
import { classNames } from './class-names'
import { TabStops } from './tab-stops'
import { Tooltip } from './tooltip'

export type ButtonLook = 'primary' | 'plain' | 'quiet' | 'alarm'

const LOOK: Readonly<Record<ButtonLook, string>> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-hover shadow-card',
  plain: 'bg-surface text-ink border border-line-strong hover:bg-hover active:bg-pressed shadow-card',
  quiet: 'text-ink-soft hover:bg-hover hover:text-ink active:bg-pressed',
  alarm:
    'bg-alarm-soft text-alarm hover:bg-alarm-soft hover:brightness-95 active:brightness-90 dark:hover:brightness-125',
}

const OFF: Readonly<Record<ButtonLook, string>> = {
  primary: 'bg-ended-soft text-ink-faint',
  plain: 'border border-line text-ink-faint',
  quiet: 'text-ink-faint',
  alarm: 'text-ink-faint',
}

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'disabled'> {
  readonly look?: ButtonLook
  readonly size?: 'small' | 'medium'
  readonly icon?: ReactNode
  /** Disabled in a way that keeps the focus: the sentence says why and shows as the tooltip and the accessible description. */
  readonly unavailable?: string | undefined
  /** What it does, for the tooltip. */
  readonly hint?: ReactNode
  readonly keys?: string | undefined
}

/** A button. It is never natively disabled: `unavailable` keeps it focusable, does nothing on click, and explains itself. */
export function Button(props: ButtonProps) {
  const {
    look = 'plain',
    size = 'medium',
    icon,
    unavailable,
    hint,
    keys,
    className,
    onClick,
    children,
    ...rest
  } = props
  const id = useId()
  const isTabStop = use(TabStops)
  const off = unavailable !== undefined
  function click(event: MouseEvent<HTMLButtonElement>): void {
    if (off) event.preventDefault()
    else onClick?.(event)
  }
  return (
    <Tooltip text={unavailable ?? hint ?? ''} keys={off ? undefined : keys}>
      <button
        type="button"
        {...rest}
        {...(isTabStop ? {} : { tabIndex: -1 })}
        {...(off ? { 'aria-disabled': true, 'aria-describedby': id } : {})}
        onClick={click}
        className={classNames(
          'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap select-none transition-colors',
          size === 'small' ? 'h-6 px-2 text-xs' : 'h-8 px-3 text-sm',
          off ? OFF[look] : LOOK[look],
          rest['aria-pressed'] === true && 'border! border-accent! bg-accent-soft! text-accent-ink!',
          className,
        )}
      >
        {icon}
        {children}
        {off ? (
          <span id={id} hidden>
            {unavailable}
          </span>
        ) : null}
      </button>
    </Tooltip>
  )
}
