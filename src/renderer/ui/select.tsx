import { ChevronDown } from 'lucide-react'
import { classNames } from './class-names'

export interface SelectOption<Value extends string> {
  readonly value: Value
  readonly label: string
}

export interface SelectProps<Value extends string> {
  /** The accessible name, unless a `<label>` points to `id`. */
  readonly label?: string
  readonly id?: string
  readonly value: Value
  readonly onChange: (value: Value) => void
  readonly options: readonly SelectOption<Value>[]
  readonly size?: 'small' | 'medium'
  readonly className?: string
  readonly 'aria-describedby'?: string
  readonly 'aria-invalid'?: true
}

/** One of a list. The platform's own list: the styled one of Radix writes `innerHTML`, which Trusted Types refuse. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { label, value, onChange, options, size = 'medium', className, ...rest } = props
  return (
    <span className={classNames('relative inline-flex shrink-0 items-center', className)}>
      <select
        aria-label={label}
        {...rest}
        value={value}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.currentTarget.value)
          if (chosen !== undefined) onChange(chosen.value)
        }}
        className={classNames(
          'w-full appearance-none rounded-md border border-field-line bg-surface pr-7 text-ink transition-colors focus-visible:outline-offset-0',
          size === 'small' ? 'h-7 pl-2 text-xs' : 'h-8 pl-2.5 text-sm',
        )}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} className="bg-raised text-ink">
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown size={14} className="pointer-events-none absolute right-2 text-ink-faint" aria-hidden="true" />
    </span>
  )
}
