import type { Receipt } from '@contract/receipt'
import type { RunSnapshot, StopProgress } from '@contract/run'
import { defined } from '@tools/defined'
import type { Statement } from '@contract/statement'
import type { StopLadder } from '../stop/stop-ladder'
import { controlOffers } from './control-offers'
import type { RunPort } from './run-port'
import type { RunState } from './run-state'

export interface SnapshotFacts {
  readonly revision: number
  readonly ladder: StopLadder | undefined
  readonly receipt: Receipt | undefined
  readonly blindSpots: readonly Statement[]
}

/** A run as plain data. */
export function runSnapshot(run: RunPort, facts: SnapshotFacts): RunSnapshot {
  const { state, task, draft, output, progress, pid, family, commandLine } = run
  const stop = stopProgress(run, facts.ladder)
  const waitingFor = waitOf(state)
  const afterLeader = run.following.shown
  return {
    id: run.id,
    taskId: task.id,
    name: task.name,
    kind: task.kind,
    revision: facts.revision,
    phase: state.phase,
    createdAt: run.createdAt,
    controls: controlOffers(task.kind, state, run.extras.waitsForChange),
    ...defined({ guarantee: run.body?.guarantee }),
    ...(task.spec.kind === 'process' && task.spec.terminal && { terminal: true }),
    outputBytes: output.log.totalBytes,
    blindSpots: facts.blindSpots,
    ...(state.phase === 'ended' && { outcome: state.outcome }),
    ...defined({ pid, startedAt: draft.startedWall }),
    ...(facts.receipt && { receipt: facts.receipt, endedAt: facts.receipt.endedAt }),
    ...defined({ progress, lastLine: output.lastLine, waitingFor, commandLine, stop }),
    ...(family.length > 0 && { family }),
    ...defined({ afterLeader }),
    ...run.extras,
  }
}

function waitOf(state: RunState): Statement | undefined {
  if (state.phase === 'pending') return state.waitingFor
  return state.phase === 'stuck' ? state.heldBy : undefined
}

function stopProgress(run: RunPort, ladder: StopLadder | undefined): StopProgress | undefined {
  const { state, draft } = run
  if ((state.phase !== 'stopping' && state.phase !== 'stuck') || !ladder) return undefined
  return {
    control: state.asked.control,
    origin: state.asked.origin,
    askedAt: draft.asked?.wall ?? 0,
    current: ladder.current,
    nextAt: ladder.nextAt,
    steps: ladder.steps.map((step, index) => {
      const sentAt = ladder.sentAt(index)
      return { send: step.send, patienceMs: step.patienceMs, ...defined({ sentAt }) }
    }),
  }
}
