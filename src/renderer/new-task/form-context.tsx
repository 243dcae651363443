import { createContext, useContext } from 'react'
import type { FieldErrors } from './field-issues'

export interface FormState {
  /** Errors of the inputs that the person has left, or of all after a try to save. */
  readonly errors: FieldErrors
  /** What the main process found that does not keep the task from being saved: a program that is not there now. */
  readonly notes: FieldErrors
  readonly touch: (field: string) => void
}

export const FormContext = createContext<FormState>({ errors: new Map(), notes: new Map(), touch: () => undefined })

export interface FormField {
  readonly id: string
  readonly error: string | undefined
  readonly note: string | undefined
  readonly onBlur: () => void
}

/** The id of an input, for labels and for the links of the summary. */
export function inputId(field: string): string {
  return `task-${field.replaceAll('.', '-')}`
}

export function useFormField(field: string): FormField {
  const { errors, notes, touch } = useContext(FormContext)
  return {
    id: inputId(field),
    error: errors.get(field),
    note: notes.get(field),
    onBlur: () => {
      touch(field)
    },
  }
}

/** True when an input whose name is one of `fields`, or begins with one and a dot, has an error that is shown. */
export function useHasError(fields: readonly string[]): boolean {
  const { errors } = useContext(FormContext)
  return [...errors.keys()].some((name) => fields.some((field) => name === field || name.startsWith(`${field}.`)))
}
