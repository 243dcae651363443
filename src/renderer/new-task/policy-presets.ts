import type { StopStep } from '@contract/stop'
import { stepDraft } from './draft-from-spec'
import type { StepDraft } from './task-draft'

export type PolicySort = 'process' | 'workload'

export interface PolicyPreset {
  readonly label: string
  readonly steps: readonly StepDraft[]
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
    preset('Ctrl+C first', [
      { send: 'SIGINT', patienceMs: 5000 },
      { send: 'SIGTERM', patienceMs: 5000 },
      { send: 'SIGKILL', patienceMs: 2000 },
    ]),
    // Containers give 10 seconds between SIGTERM and SIGKILL unless told otherwise.
    preset('As a container', [
      { send: 'SIGTERM', patienceMs: 10_000 },
      { send: 'SIGKILL', patienceMs: 2000 },
    ]),
    preset('Ask over IPC', [
      { send: 'ask', patienceMs: 5000 },
      { send: 'SIGTERM', patienceMs: 3000 },
      { send: 'SIGKILL', patienceMs: 2000 },
    ]),
  ],
  workload: [
    preset('Ask only', [{ send: 'ask', patienceMs: 5000 }]),
    preset('Ask, then terminate', [
      { send: 'ask', patienceMs: 5000 },
      { send: 'terminate', patienceMs: 2000 },
    ]),
  ],
}
