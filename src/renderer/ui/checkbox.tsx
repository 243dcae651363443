import { type ReactNode, useId } from 'react'
import { Check } from 'lucide-react'
import { Checkbox as Primitive } from 'radix-ui'

export interface CheckboxProps {
  readonly label: ReactNode
  readonly help?: ReactNode
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
}

/** A box that is on or off, with its label at the right. */
export function Checkbox({ label, help, checked, onChange }: CheckboxProps) {
  const id = useId()
  return (
    <div className="flex items-start gap-2">
      <Primitive.Root
        id={id}
        checked={checked}
        onCheckedChange={(next) => {
          onChange(next === true)
        }}
        {...(help === undefined ? {} : { 'aria-describedby': `${id}-help` })}
        className="mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-sm border border-field-line bg-surface text-on-accent transition-colors data-[state=checked]:border-accent data-[state=checked]:bg-accent"
      >
        <Primitive.Indicator>
          <Check size={12} strokeWidth={3} aria-hidden="true" />
        </Primitive.Indicator>
      </Primitive.Root>
      <div>
        <label htmlFor={id} className="text-sm text-ink">
          {label}
        </label>
        {help === undefined ? null : (
          <p id={`${id}-help`} className="text-xs text-ink-faint">
            {help}
          </p>
        )}
      </div>
    </div>
  )
}
