/** Identifies a saved task. Plain text with a brand, so that a run's id cannot be passed where a task's is meant. */
export type TaskId = string & { readonly __brand: 'TaskId' }

/** Identifies one execution of a task. Never reused. */
export type RunId = string & { readonly __brand: 'RunId' }

export function asTaskId(text: string): TaskId {
  return text as TaskId
}

export function asRunId(text: string): RunId {
  return text as RunId
}
