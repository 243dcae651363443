import type { ReactNode } from 'react'
import { Disclosure } from '../../ui/disclosure'
import { useHasError } from '../form-context'
import type { LifeSummary } from './life-summaries'

export interface LifeRowProps {
  readonly title: string
  readonly summary: LifeSummary
  /** The first parts of the names of its inputs: an error in one of them opens the line. */
  readonly fields: readonly string[]
  readonly children: ReactNode
}

export function LifeRow({ title, summary, fields, children }: LifeRowProps) {
  return (
    <Disclosure title={title} summary={summary.text} strong={summary.chosen} forced={useHasError(fields)}>
      {children}
    </Disclosure>
  )
}
