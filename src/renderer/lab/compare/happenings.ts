import type { Control } from '@contract/kind'
import type { RunSnapshot } from '@contract/run'
import type { ControlAnswer } from '@contract/control-answer'
import type { Happening } from './happening'
import { say } from '@vocabulary/sentences/say'
import { WORDS } from './words'

export interface Finding {
  readonly happening: Happening
  /** How it is known, in a sentence. */
  readonly reason: string
}

/** What the control did, read from its answer and the run's receipt; undefined while that is not known yet. */
export function findingOf(
  control: Control,
  answer: ControlAnswer | undefined,
  run: RunSnapshot | undefined,
): Finding | undefined {
  if (answer === undefined || run === undefined) return undefined
  if (!answer.accepted)
    return { happening: 'refused', reason: answer.reason ? say(answer.reason) : WORDS.refusedWithoutReason }
  if (run.phase === 'stuck')
    return { happening: 'goes-on', reason: run.waitingFor ? say(run.waitingFor) : WORDS.reasons.stuck }
  const { receipt } = run
  if (run.phase !== 'ended' || receipt === undefined) return undefined
  if (receipt.verdict === 'swallowed') return { happening: 'goes-on', reason: WORDS.reasons.swallowed }
  if (run.startedAt === undefined) return { happening: 'never-starts', reason: WORDS.reasons.neverStarted }
  if (run.kind === 'timer' && run.outcome === 'cancelled') {
    return { happening: 'never-starts', reason: WORDS.reasons.timer }
  }
  if (run.outcome === 'completed') return { happening: 'goes-on', reason: WORDS.reasons.byItself }
  const cleaned = receipt.steps.find((step) => step.name === 'cleanup-finished')
  if (cleaned?.verdict === 'yes') return { happening: 'cleans-up', reason: say(cleaned.evidence) }
  if (control === 'terminate') return { happening: 'no-cleanup', reason: WORDS.reasons.couldNotClean }
  if (receipt.cleanups.length === 0 && run.kind === 'coroutine') {
    return { happening: 'no-cleanup', reason: WORDS.reasons.shielded }
  }
  return { happening: 'no-cleanup', reason: WORDS.reasons.noCleanup }
}
