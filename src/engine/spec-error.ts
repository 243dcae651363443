import type { FieldIssue } from '@contract/problem'
import { withoutSecrets } from '@vocabulary/secrets'

/** Bad input to the engine: which field, what was got, what was expected. `message` is the whole sentence. */
export class SpecError extends Error {
  readonly issues: readonly FieldIssue[]

  constructor(issues: readonly [FieldIssue, ...FieldIssue[]]) {
    super(issues.map((issue) => issue.message).join(' '))
    this.name = 'SpecError'
    this.issues = issues
  }

  /** Dotted path of the first field that was not accepted. */
  get path(): string {
    return this.issues[0]?.path ?? ''
  }

  get got(): string {
    return this.issues[0]?.got ?? ''
  }

  get expected(): string {
    return this.issues[0]?.expected ?? ''
  }
}

export function specError(path: string, value: string, expected: string): SpecError {
  const got = withoutSecrets(value)
  return new SpecError([{ path, got, expected, message: `${path}: got ${got}, expected ${expected}.` }])
}
