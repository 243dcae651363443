import type { ReactNode } from 'react'
import { useId } from 'react'
import { Field, type FieldProps } from './field'
import { TextInput, type TextInputProps } from './text-input'

export interface TextFieldProps extends Omit<TextInputProps, 'id' | 'onChange' | 'value'> {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly optional?: boolean
  readonly help?: FieldProps['help']
  readonly error?: string | undefined
  /** To the right of the input, for instance a Browse button. */
  readonly beside?: ReactNode
}

/** A labelled line of text with help or an error next to it. */
export function TextField(props: TextFieldProps) {
  const { label, value, onChange, optional, help, error, beside, ...rest } = props
  const id = useId()
  return (
    <Field
      id={id}
      label={label}
      error={error}
      {...(optional === undefined ? {} : { optional })}
      {...(help === undefined ? {} : { help })}
    >
      {(ids) => (
        <span className="flex items-center gap-2">
          <TextInput
            {...rest}
            {...ids}
            value={value}
            onChange={(event) => {
              onChange(event.currentTarget.value)
            }}
          />
          {beside}
        </span>
      )}
    </Field>
  )
}
