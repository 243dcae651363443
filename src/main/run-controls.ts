import type { Commands } from '@contract/channels'
import type { Engine } from '@contract/engine'
import type { RunId } from '@contract/ids'
import type { ControlAnswer } from '@contract/control-answer'
import type { Ask } from '@contract/stop'
import { politeControl, type Control } from '@contract/kind'
import type { RunSnapshot } from '@contract/run'
import { unreachable } from '@contract/unreachable'
import { defined } from '@tools/defined'
import { keptRun } from './earlier-runs'
import { ProblemError } from './ipc/problem-error'
import { WORDS } from './words'

/** Asks one control of one run, in the name of the person. */
export function controlRun(
  engine: Engine,
  request: { runId: RunId; control: Control; reason?: string },
): Promise<ControlAnswer> {
  const { id } = knownRun(engine, request.runId)
  const ask: Ask = { origin: 'user', ...defined({ reason: request.reason }) }
  switch (request.control) {
    case 'stop':
      return engine.stop(id, ask)
    case 'terminate':
      return engine.terminate(id, ask)
    case 'cancel':
      return engine.cancel(id, ask)
    default:
      return unreachable(request.control)
  }
}

/** Asks every live run to end, in the mildest way that its kind has. */
export async function stopAll(engine: Engine): Promise<Commands['stopAll']['value']> {
  const live = engine.runs().filter((run) => run.phase !== 'ended')
  // What has ended and waits for its files would start again after the stop.
  const waiting = engine.runs().filter((run) => run.waitsForChange)
  const ask: Ask = { origin: 'user', reason: WORDS.stopAllReason }
  await Promise.all(waiting.map((run) => engine.cancel(run.id, ask)))
  const answers = await Promise.all(live.map((run) => engine[politeControl(run.kind)](run.id, ask)))
  const asked = answers.filter((answer) => answer.accepted).length
  return { asked, refused: answers.length - asked, runIds: live.map((run) => run.id) }
}

/** Takes an ended run off the board. One of which the engine has let go, because newer ones took its place, is off already. */
export async function dismissRun(engine: Engine, runId: RunId): Promise<RunId> {
  const id = await keptRun(engine, runId)
  if (engine.run(id) === undefined) return id
  if (engine.dismiss(id)) return id
  throw new ProblemError('bad-request', WORDS.runStillAlive)
}

export function knownRun(engine: Engine, runId: RunId): RunSnapshot {
  const run = engine.run(runId)
  if (run !== undefined) return run
  throw new ProblemError('run-not-found', `runId: got "${runId}", expected the id of a run that is on the board.`)
}
