import type { ReactNode } from 'react'
import { RadioGroup } from 'radix-ui'
import { classNames } from './class-names'

export interface SegmentedControlProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly onChange: (value: Value) => void
  /** With an `icon`, `label` becomes the accessible name and the icon is shown alone, unless `showLabel`. */
  readonly options: readonly { readonly value: Value; readonly label: string; readonly icon?: ReactNode }[]
  readonly showLabel?: boolean
  readonly className?: string
}

/** A few choices side by side, one of them taken. Arrow keys choose. */
export function SegmentedControl<Value extends string>(props: SegmentedControlProps<Value>) {
  const { label, value, onChange, options, showLabel = false, className } = props
  return (
    <RadioGroup.Root
      aria-label={label}
      value={value}
      orientation="horizontal"
      onValueChange={(next) => {
        const chosen = options.find((option) => option.value === next)
        if (chosen !== undefined) onChange(chosen.value)
      }}
      className={classNames('inline-flex shrink-0 rounded-md bg-ended-soft p-0.5', className)}
    >
      {options.map((option) => {
        const iconOnly = option.icon !== undefined && !showLabel
        return (
          <RadioGroup.Item
            key={option.value}
            value={option.value}
            {...(iconOnly ? { 'aria-label': option.label, title: option.label } : {})}
            className={classNames(
              'inline-flex h-6 flex-1 items-center justify-center gap-1.5 rounded-[5px] text-xs whitespace-nowrap text-ink-soft transition-colors hover:text-ink',
              'data-[state=checked]:bg-surface data-[state=checked]:font-medium data-[state=checked]:text-ink data-[state=checked]:shadow-card dark:data-[state=checked]:bg-line-strong',
              iconOnly ? 'min-w-7' : 'px-2.5',
            )}
          >
            {option.icon}
            {iconOnly ? null : option.label}
          </RadioGroup.Item>
        )
      })}
    </RadioGroup.Root>
  )
}
