import type { Control } from '@contract/kind'
import type { StopStep } from '@contract/stop'
import { inBackground } from '../in-background'
import { delegatesObservation } from '../receipts/delegates-observation'
import { graceSeconds } from '../stop/standard-policies'
import type { EventLog } from '../events/event-log'
import type { Delivery } from '../kinds/task-kind'
import type { RunPort } from './run-port'
import type { StopLadder } from '../stop/stop-ladder'

/** How far a stop is. */
export interface EndingView {
  readonly ladder: StopLadder | undefined
  /** Its last step has had its time. */
  readonly ladderOver: boolean
  readonly familyGone: boolean
}

const NOBODY: Delivery = { delivered: 'no', evidence: { code: 'nobody-to-deliver-to' } }

/** A step of the ladder goes to the body, and to what its family handed over. Clients that pass signals on do that themselves. */
export function sendStep(
  run: RunPort,
  { ladder, familyGone }: EndingView,
  step: StopStep,
  control: Control,
): Promise<Delivery> {
  const { delegates } = run.body ?? {}
  if (delegates && ladder) {
    const reached = { send: step.send, graceSeconds: graceSeconds(ladder.steps, ladder.current) }
    inBackground(delegates.deliver(reached, !familyGone), 'asking a container to end', run)
  }
  return run.body?.deliver(step.send, control) ?? Promise.resolve(NOBODY)
}

/** What the family handed over outlives it. Only what was asked to end is ended; all of it is looked at, and told. */
export async function endDelegates(run: RunPort, ending: EndingView, events: EventLog): Promise<void> {
  const { draft, body } = run
  const delegates = body?.delegates
  if (!delegates || draft.end?.how === 'could-not-start') return
  const { ladder } = ending
  const step = ladder?.steps[ladder.current]
  if (ladder && step && draft.asked && draft.asked.origin !== 'leader-exit') {
    // Its client may have passed nothing on: now that it is gone, the container itself is asked.
    await delegates.deliver({ send: step.send, graceSeconds: graceSeconds(ladder.steps, ladder.current) }, false)
    await delegates.untilGone(() => ending.ladderOver)
  }
  draft.delegates = await delegates.look()
  delegates.close()
  draft.delegatesGone = delegatesObservation(draft.delegates, delegates.forecasts.length > 0)
  for (const { state, name } of draft.delegates) {
    if (state === 'running') events.add(run, 'survivor-found', `main: ${name} is still running`)
    if (state === 'unknown') events.add(run, 'warning', `main: whether ${name} has ended is not known`)
  }
}
