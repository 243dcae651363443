import type { RunId } from './ids'

/**
 * What the person may answer when asked about runs that are still alive. `keep-some`: those whose task may go on without
 * Quiesce do, the others are stopped. `stop-all` and `terminate-all` mean every run, also those.
 */
export const LEAVING_CHOICES = ['stop-all', 'terminate-all', 'keep-some', 'stay'] as const
export type LeavingChoice = (typeof LEAVING_CHOICES)[number]

export interface LiveRuns {
  readonly alive: readonly RunId[]
  /** Those of them that may go on without Quiesce. */
  readonly mayStay: readonly RunId[]
}

/** Asked once, in the window; by the system's own box where the page does not show it in time. */
export interface LeavingQuestion extends LiveRuns {
  readonly message: string
  readonly detail: string
  /** Each button with what it means, in the order shown. The first is the default, the last what Escape means. */
  readonly answers: readonly { readonly button: string; readonly choice: LeavingChoice }[]
}
