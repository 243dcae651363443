import type { RunId } from '@contract/ids'
import type { LeavingChoice, LeavingQuestion } from '@contract/leaving'
import { ask } from './commands'
import { type Readable, writable } from './readable'

/** Where the window stands on the way out. */
export type LeavingView =
  | { readonly state: 'asking'; readonly questionId: string; readonly question: LeavingQuestion }
  /** Answered or asked by the system: these runs are waited for. */
  | { readonly state: 'leaving'; readonly runIds: readonly RunId[] }

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

export function showLeaving(runIds: readonly RunId[]): void {
  view.set(runIds.length === 0 ? undefined : { state: 'leaving', runIds })
}

/** What is shown next is said by main: that it leaves, or that the question is withdrawn. */
export function answerLeaving(questionId: string, choice: LeavingChoice): void {
  void ask('answerLeaving', { questionId, choice })
}
