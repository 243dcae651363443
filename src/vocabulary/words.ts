import type { Control, Kind } from '@contract/kind'
import type { StepVerdict, Verdict } from '@contract/receipt'
import type { Outcome } from '@contract/outcome'
import type { Phase } from '@contract/run'
import type { RefusalCode, StopMessage, StopOrigin } from '@contract/stop'
import { joinWords } from './command-line'
import { withoutSecrets, wordsWithoutSecrets } from './secrets'

// The words for the closed unions of the contract. Labels begin with a capital; `inSentence` is for the middle of one.

export const KIND_WORDS: Readonly<Record<Kind, string>> = {
  thread: 'Thread',
  process: 'Process',
  future: 'Future',
  coroutine: 'Coroutine',
  timer: 'Timer',
  generator: 'Generator',
}

export const CONTROL_WORDS: Readonly<Record<Control, string>> = {
  stop: 'Stop',
  terminate: 'Terminate',
  cancel: 'Cancel',
}

/** What a control does, for the tooltip of one that is offered. */
export const CONTROL_HINTS: Readonly<Record<Control, string>> = {
  stop: 'Ask it to end, and let it clean up',
  terminate: 'End it by force, without its cleanup',
  cancel: 'Withdraw it',
}

export const PHASE_WORDS: Readonly<Record<Phase, string>> = {
  pending: 'Pending',
  starting: 'Starting',
  running: 'Running',
  stopping: 'Stopping',
  stuck: 'Stuck',
  ended: 'Ended',
}

export const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  completed: 'Completed',
  failed: 'Failed',
  stopped: 'Stopped',
  cancelled: 'Cancelled',
  terminated: 'Terminated',
  lost: 'Lost',
}

export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  clean: 'Clean',
  forced: 'Forced',
  survivors: 'Survivors',
  leaked: 'Leaked',
  refused: 'Refused',
  swallowed: 'Swallowed',
  'cut-short': 'Cut short',
  unknown: 'Not known',
}

export const STEP_VERDICT_WORDS: Readonly<Record<StepVerdict, string>> = {
  yes: 'Yes',
  no: 'No',
  unknown: 'Unknown',
  'not-applicable': 'Not applicable',
}

/** Who asked: as the value of a field, and behind "it was asked". */
export const ORIGIN_WORDS: Readonly<Record<StopOrigin, { readonly label: string; readonly inSentence: string }>> = {
  user: { label: 'You', inSentence: 'by the user' },
  quit: { label: 'Quiesce was closing', inSentence: 'because Quiesce quits' },
  restart: { label: 'A restart', inSentence: 'for a restart' },
  dependency: { label: 'A task it depends on', inSentence: 'because of a dependency' },
  'time-limit': { label: 'Its time limit', inSentence: 'by its time limit' },
  'another-program': { label: 'Another program', inSentence: 'by another program' },
  'leader-exit': { label: 'Nobody: its leader ended by itself', inSentence: 'because its leader had left' },
}

/** `Cut short` in the middle of a sentence: `cut short`. */
export function inSentence(label: string): string {
  return label.charAt(0).toLowerCase() + label.slice(1)
}

/** `handler-did-not-exit` as a person reads it. */
export function refusalWords(code: RefusalCode): string {
  return code.replaceAll('-', ' ')
}

/** A message of the ladder as the label of a step, with secrets masked. */
export function sendWords(send: StopMessage): string {
  if (send === 'ask') return 'Ask'
  if (send === 'terminate') return 'Terminate'
  if (typeof send === 'string') return send
  if ('stdin' in send) return `stdin “${withoutSecrets(send.stdin.trim())}”`
  return `run ${joinWords(wordsWithoutSecrets(send.command))}`
}

/** The same as the subject of a sentence. */
export function sentWords(send: StopMessage | undefined): string {
  if (send === undefined) return 'nothing'
  if (typeof send === 'string') return send
  return 'stdin' in send
    ? 'the text on its standard input'
    : `the command ${joinWords(wordsWithoutSecrets(send.command))}`
}
