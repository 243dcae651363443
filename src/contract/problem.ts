export const PROBLEM_CODES = [
  'bad-request',
  'untrusted-sender',
  'invalid-task',
  'task-not-found',
  'run-not-found',
  'task-in-use',
  'already-running',
  'dialog-cancelled',
  'write-failed',
  'read-failed',
  'unknown-demo',
  'missing-program',
  'engine-closed',
  'question-withdrawn',
  'internal',
] as const
export type ProblemCode = (typeof PROBLEM_CODES)[number]

/** One field of a request that was not accepted. `path` is dotted: `stopPolicy.0.patienceMs`. */
export interface FieldIssue {
  readonly path: string
  readonly got: string
  readonly expected: string
  /** The whole sentence, for showing next to the field. */
  readonly message: string
}

/** Expected trouble, as data: errors do not survive the way between processes. */
export interface Problem {
  readonly code: ProblemCode
  /** A sentence: what was got, what was expected, where. */
  readonly message: string
  readonly issues?: readonly FieldIssue[]
}

export type Answer<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problem: Problem }
