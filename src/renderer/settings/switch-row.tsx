import { useId } from 'react'
import { Switch as Primitive } from 'radix-ui'
import { classNames } from '../ui/class-names'
import { SettingRow } from './setting-row'

export interface SwitchRowProps {
  readonly label: string
  readonly help: string
  readonly value: boolean
  readonly gap?: string | undefined
  readonly onChange: (value: boolean) => void
}

/** On or off at once. Where it has no effect it stays focusable, does nothing, and its sentence says why. */
export function SwitchRow({ label, help, value, gap, onChange }: SwitchRowProps) {
  const id = useId()
  const off = gap !== undefined
  return (
    <SettingRow id={id} label={label} help={help} gap={gap}>
      {(described) => (
        <Primitive.Root
          id={id}
          checked={value && !off}
          aria-describedby={described}
          {...(off ? { 'aria-disabled': true } : {})}
          onCheckedChange={(next) => {
            if (!off) onChange(next)
          }}
          className={classNames(
            'inline-flex h-5 w-9 shrink-0 items-center rounded-full bg-ended-mark px-0.5 transition-colors data-[state=checked]:bg-accent',
            off && 'opacity-50',
          )}
        >
          <Primitive.Thumb className="size-4 rounded-full bg-white transition-transform data-[state=checked]:translate-x-4" />
        </Primitive.Root>
      )}
    </SettingRow>
  )
}
