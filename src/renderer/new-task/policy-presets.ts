import type { StopStep } from '@contract/stop'
import { STOP_PRESET_NAMES, STOP_PRESETS } from '@contract/stop-presets'
import { stepDraft } from './draft-from-spec'
import type { StepDraft } from './task-draft'
import { WORDS } from './words'

export type PolicySort = 'process' | 'workload'

export interface PolicyPreset {
  readonly label: string
  readonly steps: readonly StepDraft[]
  /** Whom the polite steps go to; absent where the preset leaves that as it is. */
  readonly scope?: 'family' | 'leader'
  /** Why these steps, for the tooltip. */
  readonly reason?: string
}

function preset(label: string, steps: readonly StopStep[]): PolicyPreset {
  return { label, steps: steps.map(stepDraft) }
}

/** Ladders to begin from; the person changes them as needed. */
export const POLICY_PRESETS: Readonly<Record<PolicySort, readonly PolicyPreset[]>> = {
  process: [
    preset('SIGTERM, then SIGKILL', [
      { send: 'SIGTERM', patienceMs: 5000 },
      { send: 'SIGKILL', patienceMs: 2000 },
    ]),
    preset(WORDS.ctrlCFirst, [
      { send: 'SIGINT', patienceMs: 5000 },
      { send: 'SIGTERM', patienceMs: 5000 },
      { send: 'SIGKILL', patienceMs: 2000 },
    ]),
    preset(WORDS.askOverIpc, [
      { send: 'ask', patienceMs: 5000 },
      { send: 'SIGTERM', patienceMs: 3000 },
      { send: 'SIGKILL', patienceMs: 2000 },
    ]),
    ...STOP_PRESET_NAMES.map((name): PolicyPreset => {
      const { label, policy, scope, reason } = STOP_PRESETS[name]
      return { ...preset(label, policy), scope, reason }
    }),
  ],
  workload: [
    preset(WORDS.askOnly, [{ send: 'ask', patienceMs: 5000 }]),
    preset(WORDS.askThenTerminate, [
      { send: 'ask', patienceMs: 5000 },
      { send: 'terminate', patienceMs: 2000 },
    ]),
  ],
}
