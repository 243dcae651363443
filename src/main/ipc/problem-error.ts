import type { FieldIssue, Problem, ProblemCode } from '@contract/problem'
import type { SpecError } from '@engine/spec-error'
import { messageOf } from '@tools/errors'
import { WORDS } from '../words'

/** Expected trouble on the way to an answer. The door turns it into data; it never crosses to the page as an error. */
export class ProblemError extends Error {
  readonly code: ProblemCode

  constructor(code: ProblemCode, message: string) {
    super(message)
    this.name = 'ProblemError'
    this.code = code
  }
}

/** A task that does not fit, with an issue for each field, so that the form shows each where it belongs. */
export class InvalidTask extends ProblemError {
  readonly issues: readonly FieldIssue[]

  constructor(issues: readonly FieldIssue[]) {
    super('invalid-task', issues.map((issue) => issue.message).join(' '))
    this.name = 'InvalidTask'
    this.issues = issues
  }
}

/** What the page is told. A bug gets a sentence without a stack: the stack belongs into the app's own log. */
export function problemOf(error: unknown): Problem {
  if (error instanceof InvalidTask) return { code: error.code, message: error.message, issues: error.issues }
  if (error instanceof ProblemError) return { code: error.code, message: error.message }
  if (isSpecError(error) && error.code === 'already-running') return { code: error.code, message: error.message }
  if (isSpecError(error)) return { code: 'invalid-task', message: error.message, issues: error.issues }
  if (isDiskSilent(error)) return { code: 'read-failed', message: sentence(error) }
  const message = messageOf(error)
  return { code: 'internal', message: WORDS.unexpected(message.slice(0, 500)) }
}

function isDiskSilent(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && error.code === 'ETIMEDOUT'
}

function sentence({ message }: Error): string {
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}.`
}

// Known by its name: the engine is a build of its own, and its class is not this bundle's.
function isSpecError(error: unknown): error is SpecError & { readonly code?: unknown } {
  return error instanceof Error && error.name === 'SpecError' && 'issues' in error && Array.isArray(error.issues)
}
