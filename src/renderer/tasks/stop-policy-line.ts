import type { StopStep } from '@contract/stop'
import type { TaskSpec } from '@contract/task'
import { patienceText } from '@vocabulary/durations'
import { sendWords } from './words'

const STANDARD_OF_PROCESSES = 'SIGTERM, 5 s, then SIGKILL, 2 s'
const STANDARD_OF_WORKLOADS = 'ask, 5 s, then it counts as stuck'

/** `SIGTERM, 5 s, then SIGKILL, 2 s`: what a stop of the task sends. Absent for timers, which are called off. */
export function stopPolicyLine(spec: TaskSpec): { readonly text: string; readonly isStandard: boolean } | undefined {
  switch (spec.kind) {
    case 'timer':
      return undefined
    case 'process':
      return line(spec.stopPolicy, STANDARD_OF_PROCESSES)
    default:
      return line(spec.stopPolicy, STANDARD_OF_WORKLOADS)
  }
}

function line(steps: readonly StopStep[] | undefined, standard: string): { text: string; isStandard: boolean } {
  if (steps === undefined) return { text: standard, isStandard: true }
  const text = steps.map((step) => `${sendWords(step.send)}, ${patienceText(step.patienceMs)}`).join(', then ')
  return { text, isStandard: false }
}
