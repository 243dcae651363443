import type { Control } from '@contract/kind'
import type { Verdict } from '@contract/receipt'
import type { Outcome } from '@contract/outcome'
import type { Phase } from '@contract/run'
import type { Tone } from '../ui/tone'

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
