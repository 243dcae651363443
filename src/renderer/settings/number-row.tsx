import { useId, useState } from 'react'
import { TextInput } from '../ui/text-input'
import { SettingRow } from './setting-row'
import { WORDS } from './words'

export interface NumberRowProps {
  readonly label: string
  readonly help: string
  readonly unit: string
  /** In the unit that is kept; `scale` of them make one of the unit that is shown. */
  readonly value: number
  readonly scale?: number
  readonly limits: readonly [number, number]
  readonly gap?: string | undefined
  readonly onChange: (value: number) => void
}

/** A number with its unit. It counts as soon as it fits; what does not fit stays in the field and says what would. */
export function NumberRow({ label, help, unit, value, scale = 1, limits, gap, onChange }: NumberRowProps) {
  const id = useId()
  const [typed, setTyped] = useState(String(value / scale))
  const read = Math.round(Number(typed) * scale)
  const fits = typed.trim() !== '' && Number.isFinite(read) && read >= limits[0] && read <= limits[1]
  const error = fits ? undefined : WORDS.outOf(String(limits[0] / scale), String(limits[1] / scale), unit)
  return (
    <SettingRow id={id} label={label} help={help} gap={gap} error={error}>
      {(described) => (
        <span className="flex items-center gap-2">
          <TextInput
            id={id}
            inputMode="decimal"
            aria-describedby={described}
            {...(error === undefined ? {} : { 'aria-invalid': true })}
            className="w-24! text-right"
            value={typed}
            onChange={(event) => {
              const next = event.currentTarget.value
              setTyped(next)
              const wanted = Math.round(Number(next) * scale)
              if (next.trim() !== '' && wanted >= limits[0] && wanted <= limits[1]) onChange(wanted)
            }}
          />
          <span className="w-14 text-sm text-ink-soft">{unit}</span>
        </span>
      )}
    </SettingRow>
  )
}
