import type { StopPolicy } from '@contract/stop'
import type { TaskSpec } from '@contract/task'
import { ASK_ONLY, processLadder } from '@vocabulary/defaults'
import { patienceText } from '@vocabulary/durations'
import { sendWords } from '@vocabulary/words'
import { CARD_WORDS } from './card-words'

/** `SIGTERM, 5 s, then SIGKILL, 2 s`: what a stop of the task sends. Absent for timers, which are called off. */
export function stopPolicyLine(spec: TaskSpec): { readonly text: string; readonly isStandard: boolean } | undefined {
  switch (spec.kind) {
    case 'timer':
      return undefined
    case 'process':
      return spec.stopPolicy === undefined
        ? { text: ladderText(processLadder()), isStandard: true }
        : { text: ladderText(spec.stopPolicy), isStandard: false }
    default:
      return spec.stopPolicy === undefined
        ? { text: CARD_WORDS.policy.thenStuck(ladderText(ASK_ONLY)), isStandard: true }
        : { text: ladderText(spec.stopPolicy), isStandard: false }
  }
}

function ladderText(steps: StopPolicy): string {
  return steps.map((step) => `${sendWords(step.send)}, ${patienceText(step.patienceMs)}`).join(CARD_WORDS.policy.then)
}
