import { politeControl, type Control } from '@contract/kind'
import type { RunSnapshot } from '@contract/run'
import type { Ask } from '@contract/stop'
import { monotonicMs } from '../clock/clock'
import { delay } from '../clock/patience'
import { refusalOf } from '../runs/control-offers'
import type { Run } from '../runs/run'
import { policyFor } from '../stop/standard-policies'
import { dependentsOf, isInCycle } from './close-order'
import type { ClosingTime } from './closing-time'

/** A run that turns even force down is asked again after this. */
const REFUSED_PAUSE_MS = 50
/** Force needs milliseconds. What resists it for so long is beyond our reach, and is left and named. */
const FORCE_WITHIN_MS = 5_000
/** What a step of a ladder may take besides its patience, and what is looked at after the last of them. */
const BESIDES_PATIENCE_MS = 5_000

export interface ClosingGround {
  readonly time: Pick<ClosingTime, 'force' | 'leave'>
  onChange(listener: (run: RunSnapshot) => void): () => void
}

/** Ends every run: by its own policy, by force where that was not enough, and no longer than the time allows. Answers who is left. */
export async function closeRuns(runs: readonly Run[], ground: ClosingGround): Promise<readonly Run[]> {
  const live = runs.filter((run) => !hasEnded(run))
  const closes = new Map<Run, Promise<void>>()
  const close = (run: Run): Promise<void> => {
    const known = closes.get(run)
    if (known) return known
    const isFirst = run.state.phase === 'pending' || isInCycle(run, live)
    const before = isFirst ? [] : dependentsOf(run, live).map(close)
    const closing = closeRun(run, Promise.all(before), ground)
    closes.set(run, closing)
    return closing
  }
  await Promise.all(live.map(close))
  return live.filter((run) => !hasEnded(run))
}

async function closeRun(run: Run, dependents: Promise<unknown>, ground: ClosingGround): Promise<void> {
  const { force, leave } = ground.time
  await firstOf([dependents], Infinity, force)
  const ask: Ask = { origin: 'quit' }
  const polite = politeControl(run.task.kind)
  if (!hasEnded(run) && !force.aborted) {
    await run.control(polite, ask)
    await firstOf([run.ended, notStopping(run, ground)], politeMs(run, polite), force)
  }
  // The person who could decide is leaving: what is stuck, or turned the control down, is ended by force.
  const hard: Control = refusalOf(run.task.kind, run.state, 'terminate') ? polite : 'terminate'
  const until = monotonicMs() + FORCE_WITHIN_MS
  while (!hasEnded(run) && !leave.aborted && monotonicMs() < until) {
    const { accepted } = await run.control(hard, ask)
    await firstOf([run.ended, notStopping(run, ground)], until - monotonicMs(), leave)
    if (!accepted) await delay(REFUSED_PAUSE_MS, leave)
  }
  // Its receipt may still be on its way to the disk.
  if (hasEnded(run)) await firstOf([run.ended], FORCE_WITHIN_MS, leave)
}

/** The longest that its own policy can take. */
function politeMs({ task }: Run, control: Control): number {
  const policy = policyFor(task.kind, control, 'stopPolicy' in task.spec ? task.spec.stopPolicy : undefined)
  return policy.reduce((sum, { patienceMs }) => sum + patienceMs + BESIDES_PATIENCE_MS, BESIDES_PATIENCE_MS)
}

/** Resolves when the run is not being stopped: it has ended, is stuck, or turned the control down. */
function notStopping(run: Run, ground: ClosingGround): Promise<void> {
  return new Promise((resolve) => {
    if (run.state.phase !== 'stopping') return resolve()
    const undo = ground.onChange((changed) => {
      if (changed.id !== run.id || changed.phase === 'stopping') return
      undo()
      resolve()
    })
  })
}

/** Resolves with the first of these, after that time, or when `over` is aborted. Leaves no timer behind. */
async function firstOf(events: readonly Promise<unknown>[], ms: number, over: AbortSignal): Promise<void> {
  const heard = new AbortController()
  const late = ms === Infinity ? aborted(over, heard.signal) : delay(ms, AbortSignal.any([over, heard.signal]))
  try {
    await Promise.race([...events, late])
  } finally {
    heard.abort()
  }
}

function aborted(...signals: readonly AbortSignal[]): Promise<void> {
  return new Promise((resolve) => {
    const any = AbortSignal.any([...signals])
    if (any.aborted) return resolve()
    any.addEventListener('abort', () => resolve(), { once: true })
  })
}

function hasEnded(run: Run): boolean {
  return run.state.phase === 'ended'
}
