import { defined } from '@tools/defined'
import { Field } from '../ui/field'
import { Select } from '../ui/select'
import { TextInput } from '../ui/text-input'
import { TIME_UNITS, type TypedTime } from './duration'
import { useFormField } from './form-context'
import { WORDS } from './words'

export interface TimeLineProps {
  readonly field: string
  readonly label: string
  readonly unitLabel: string
  readonly value: TypedTime
  readonly onChange: (value: TypedTime) => void
  readonly help?: string
  /** The default, shown while nothing is typed. */
  readonly placeholder?: string
}

const UNIT_OPTIONS = TIME_UNITS.map((unit) => ({ value: unit, label: WORDS.units[unit] }))

/** A number and its unit. What is typed stays as typed, right or wrong. */
export function TimeLine({ field, label, unitLabel, value, onChange, help, placeholder }: TimeLineProps) {
  const { id, error, onBlur } = useFormField(field)
  return (
    <Field id={id} label={label} error={error} {...defined({ help })}>
      {(ids) => (
        <span className="flex max-w-72 items-center gap-2">
          <TextInput
            {...ids}
            inputMode="decimal"
            className="tnum min-w-0"
            value={value.text}
            placeholder={placeholder}
            onBlur={onBlur}
            onChange={(event) => {
              onChange({ ...value, text: event.currentTarget.value })
            }}
          />
          <Select
            label={unitLabel}
            value={value.unit}
            options={UNIT_OPTIONS}
            className="w-36 shrink-0"
            onChange={(unit) => {
              onChange({ ...value, unit })
            }}
          />
        </span>
      )}
    </Field>
  )
}
