import type { Control, Kind } from '@contract/kind'
import type { StepVerdict, Verdict } from '@contract/receipt'
import type { Phase } from '@contract/run'
import type { Outcome } from '@contract/outcome'
import type { StopMessage, StopOrigin } from '@contract/stop'
import type { Tone } from '../ui/tone'

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

export const CONTROL_KEYS: Readonly<Record<Control, string>> = { stop: 'S', terminate: 'T', cancel: 'C' }

export const PHASE_TONES: Readonly<Record<Phase, Tone>> = {
  pending: 'waiting',
  starting: 'busy',
  running: 'calm',
  stopping: 'waiting',
  stuck: 'alarm',
  ended: 'ended',
}

export const OUTCOME_TONES: Readonly<Record<Outcome, Tone>> = {
  completed: 'ended',
  failed: 'alarm',
  stopped: 'ended',
  cancelled: 'ended',
  terminated: 'ended',
  lost: 'alarm',
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

export const VERDICT_TONES: Readonly<Record<Verdict, Tone>> = {
  clean: 'calm',
  forced: 'waiting',
  survivors: 'alarm',
  leaked: 'alarm',
  refused: 'waiting',
  swallowed: 'waiting',
  'cut-short': 'waiting',
  unknown: 'ended',
}

export const STEP_VERDICT_WORDS: Readonly<Record<StepVerdict, string>> = {
  yes: 'Yes',
  no: 'No',
  unknown: 'Unknown',
  'not-applicable': 'Not applicable',
}

export const ORIGIN_WORDS: Readonly<Record<StopOrigin, string>> = {
  user: 'You',
  quit: 'Quiesce was closing',
  restart: 'A restart',
  dependency: 'A task it depends on',
  'time-limit': 'Its time limit',
  'another-program': 'Another program',
  'leader-exit': 'Nobody: its leader ended by itself',
}

/** A message of the ladder as a person reads it. */
export function sendWords(send: StopMessage): string {
  if (send === 'ask') return 'Ask'
  if (send === 'terminate') return 'Terminate'
  if (typeof send === 'string') return send
  if ('stdin' in send) return `stdin “${send.stdin.trim()}”`
  return `run ${send.command.join(' ')}`
}
