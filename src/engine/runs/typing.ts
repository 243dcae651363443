import type { RunId } from '@contract/ids'
import type { ControlAnswer } from '@contract/stop'
import { TERMINAL_LIMITS, type TerminalSize, type WriteOptions } from '@contract/terminal'
import { unknownRun } from './control-offers'
import type { Run } from './run'

/** Types into a live run. Refused with a sentence where there is nobody to type to. */
export async function typeIntoRun(
  run: Run | undefined,
  runId: RunId,
  text: string,
  options: WriteOptions,
): Promise<ControlAnswer> {
  if (!run) return unknownRun(runId)
  if (text.length > TERMINAL_LIMITS.text) {
    return refused(`text: got ${text.length} characters, expected at most ${TERMINAL_LIMITS.text} at a time.`)
  }
  const notNow = notNowOf(run)
  if (notNow) return notNow
  if (!run.body?.write) return refused(`A ${run.task.kind} has no standard input to type into.`)
  const { delivered, evidence } = await run.body.write(text, options.closeInput ?? false)
  return delivered === 'yes' ? { accepted: true, reason: evidence } : refused(evidence)
}

export async function resizeRun(run: Run | undefined, runId: RunId, size: TerminalSize): Promise<ControlAnswer> {
  if (!run) return unknownRun(runId)
  for (const [name, value] of Object.entries(size)) {
    if (!Number.isInteger(value) || value < TERMINAL_LIMITS.least || value > TERMINAL_LIMITS.most) {
      return refused(
        `${name}: got ${String(value)}, expected a whole number from ${TERMINAL_LIMITS.least} to ${TERMINAL_LIMITS.most}.`,
      )
    }
  }
  const notNow = notNowOf(run)
  if (notNow) return notNow
  return (await run.body?.resize?.(size)) ? { accepted: true } : refused('The run has no terminal of its own.')
}

function notNowOf(run: Run): ControlAnswer | undefined {
  if (run.state.phase === 'ended') {
    return { accepted: false, code: 'already-ended', reason: 'The run has already ended: nobody reads any more.' }
  }
  return run.body ? undefined : refused('The run has not started yet.')
}

function refused(reason: string): ControlAnswer {
  return { accepted: false, code: 'not-offered', reason }
}
