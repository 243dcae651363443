import type { StopStep } from '@contract/stop'
import { LADDERS } from '@vocabulary/defaults'
import { STOP_PRESET_NAMES, STOP_PRESETS } from '@vocabulary/stop-presets'
import { type StepDraft, stepDraft } from './task-draft'
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
    preset('SIGTERM, then SIGKILL', LADDERS.termThenKill),
    preset(WORDS.ctrlCFirst, LADDERS.interruptFirst),
    preset(WORDS.askOverIpc, LADDERS.askOverIpc),
    ...STOP_PRESET_NAMES.map((name): PolicyPreset => {
      const { label, policy, scope, reason } = STOP_PRESETS[name]
      return { ...preset(label, policy), scope, reason }
    }),
  ],
  workload: [preset(WORDS.askOnly, LADDERS.askOnly), preset(WORDS.askThenTerminate, LADDERS.askThenTerminate)],
}
