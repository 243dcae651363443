import { defined } from '@tools/defined'
import type { ReactNode } from 'react'
import { TriangleAlert } from 'lucide-react'
import { Field } from '../ui/field'
import { TextArea, TextInput } from '../ui/text-input'
import { useFormField } from './form-context'

export interface TextLineProps {
  /** The name of the input in the form's errors. */
  readonly field: string
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly optional?: boolean
  readonly help?: ReactNode
  readonly placeholder?: string
  readonly mono?: boolean
  /** With a number of rows it takes line breaks. */
  readonly rows?: number
  readonly beside?: ReactNode
  readonly className?: string
}

/** A labelled text input of the form, with its error or note below it. */
export function TextLine(props: TextLineProps) {
  const {
    field,
    label,
    value,
    onChange,
    optional = false,
    help,
    placeholder,
    mono = false,
    rows,
    beside,
    className,
  } = props
  const { id, error, note, onBlur } = useFormField(field)
  const below = note === undefined || error !== undefined ? help : <Note text={note} />
  return (
    <Field
      id={id}
      label={label}
      optional={optional}
      error={error}
      {...defined({ help: below })}
      {...defined({ className })}
    >
      {(ids) => (
        <span className="flex items-start gap-2">
          {rows === undefined ? (
            <TextInput
              {...ids}
              mono={mono}
              value={value}
              placeholder={placeholder}
              onBlur={onBlur}
              onChange={(event) => {
                onChange(event.currentTarget.value)
              }}
            />
          ) : (
            <TextArea
              {...ids}
              mono={mono}
              rows={rows}
              value={value}
              placeholder={placeholder}
              onBlur={onBlur}
              onChange={(event) => {
                onChange(event.currentTarget.value)
              }}
            />
          )}
          {beside}
        </span>
      )}
    </Field>
  )
}

function Note({ text }: { readonly text: string }) {
  return (
    <span className="flex items-start gap-1.5 text-waiting">
      <TriangleAlert size={14} className="mt-px shrink-0" aria-hidden="true" />
      {text}
    </span>
  )
}
