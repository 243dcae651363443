import { useId } from 'react'
import { Switch as Primitive } from 'radix-ui'

export interface SwitchProps {
  readonly label: string
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
}

/** Turns something on or off at once, with its label at the left. */
export function Switch({ label, checked, onChange }: SwitchProps) {
  const id = useId()
  return (
    <span className="inline-flex items-center gap-2">
      <label htmlFor={id} className="text-xs text-ink-soft">
        {label}
      </label>
      <Primitive.Root
        id={id}
        checked={checked}
        onCheckedChange={onChange}
        className="inline-flex h-4 w-7 shrink-0 items-center rounded-full bg-ended-mark px-0.5 transition-colors data-[state=checked]:bg-accent"
      >
        <Primitive.Thumb className="size-3 rounded-full bg-white transition-transform data-[state=checked]:translate-x-3" />
      </Primitive.Root>
    </span>
  )
}
