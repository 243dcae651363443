import type { RunId } from '@contract/ids'
import type { LeavingChoice, LeavingQuestion } from '@contract/leaving'
import { ask } from './commands'
import { type Readable, writable } from './readable'

export interface LeavingWait {
  /** The runs that are waited for. */
  readonly runIds: readonly RunId[]
  /** Wall clock: when what is left is ended by force. Absent when force is under way. */
  readonly forceAt?: number
}

/** Where the window stands on the way out. */
export type LeavingView =
  | { readonly state: 'asking'; readonly questionId: string; readonly question: LeavingQuestion }
  /** Answered, or asked by the system. */
  | ({ readonly state: 'leaving' } & LeavingWait)

const view = writable<LeavingView | undefined>(undefined)

export const leavingView: Readable<LeavingView | undefined> = view

export function askLeaving(questionId: string, question: LeavingQuestion): void {
  view.set({ state: 'asking', questionId, question })
}

/** Once it stands before the person: until then main holds a box of the system ready. */
export function tellLeavingShown(questionId: string): void {
  void ask('leavingShown', { questionId })
}

export function withdrawLeaving(questionId: string): void {
  const held = view.get()
  if (held?.state === 'asking' && held.questionId === questionId) view.set(undefined)
}

export function showLeaving(wait: LeavingWait): void {
  view.set(wait.runIds.length === 0 ? undefined : { state: 'leaving', ...wait })
}

/** What is shown next is said by main: that it leaves, or that the question is withdrawn. */
export function answerLeaving(questionId: string, choice: LeavingChoice): void {
  void ask('answerLeaving', { questionId, choice })
}
