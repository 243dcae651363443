import { defined } from '@tools/defined'
import { Field } from '../ui/field'
import { Select, type SelectOption } from '../ui/select'
import { TextInput } from '../ui/text-input'
import { useFormField } from './form-context'

export interface Quantity<Unit extends string> {
  readonly text: string
  readonly unit: Unit
}

export interface QuantityLineProps<Unit extends string> {
  readonly field: string
  readonly label: string
  readonly unitLabel: string
  readonly units: readonly SelectOption<Unit>[]
  readonly value: Quantity<Unit>
  readonly onChange: (value: Quantity<Unit>) => void
  readonly help?: string | undefined
  /** The default, shown while nothing is typed. */
  readonly placeholder?: string | undefined
}

/** A number and its unit. What is typed stays as typed, right or wrong. */
export function QuantityLine<Unit extends string>(props: QuantityLineProps<Unit>) {
  const { field, label, unitLabel, units, value, onChange, help, placeholder } = props
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
            options={units}
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
