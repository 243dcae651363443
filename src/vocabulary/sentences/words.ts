import type { InnerStatement } from '@contract/statements/inner-statement'

/** Says a statement that stands inside another one. */
export type Speak = (statement: InnerStatement) => string

/** The words for each code of a subject: a sentence with its capital and its full stop, or what makes one of the facts. */
export type Words<Facts> = {
  readonly [Code in keyof Facts]: string | ((facts: Facts[Code], speak: Speak) => string)
}
