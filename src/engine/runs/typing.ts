import type { RunId } from '@contract/ids'
import type { Statement } from '@contract/statement'
import type { ControlAnswer } from '@contract/control-answer'
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
    return refused({ code: 'text-too-long', characters: text.length, most: TERMINAL_LIMITS.text })
  }
  const notNow = notNowOf(run)
  if (notNow) return notNow
  if (!run.body?.write) return refused({ code: 'has-no-input', kind: run.task.kind })
  const { delivered, evidence } = await run.body.write(text, options.closeInput ?? false)
  return delivered === 'yes' ? { accepted: true, reason: evidence } : refused(evidence)
}

export async function resizeRun(run: Run | undefined, runId: RunId, size: TerminalSize): Promise<ControlAnswer> {
  if (!run) return unknownRun(runId)
  for (const name of ['columns', 'rows'] as const) {
    const value = size[name]
    if (!Number.isInteger(value) || value < TERMINAL_LIMITS.least || value > TERMINAL_LIMITS.most) {
      const { least, most } = TERMINAL_LIMITS
      return refused({ code: 'size-out-of-range', field: name, got: value, least, most })
    }
  }
  const notNow = notNowOf(run)
  if (notNow) return notNow
  return (await run.body?.resize?.(size)) ? { accepted: true } : refused({ code: 'has-no-terminal' })
}

function notNowOf(run: Run): ControlAnswer | undefined {
  if (run.state.phase === 'ended') {
    return { accepted: false, code: 'already-ended', reason: { code: 'nobody-reads-any-more' } }
  }
  return run.body ? undefined : refused({ code: 'run-not-started' })
}

function refused(reason: Statement): ControlAnswer {
  return { accepted: false, code: 'not-offered', reason }
}
