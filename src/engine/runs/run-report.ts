import { say } from '@vocabulary/sentences/say'
import { monotonicMs } from '../clock/clock'
import type { BodyEnd, BodyReport } from '../kinds/task-kind'
import type { RunPort } from './run-port'
import type { RunSurroundings } from './run-surroundings'
import { tellHoles } from './tell-holes'

export interface ReportParts {
  readonly around: Pick<RunSurroundings, 'events' | 'account'>
  /** It printed, or came further: whoever listens is told when it is convenient. */
  changedSoon(): void
  started(pid: number | undefined): void
  ended(end: BodyEnd): void
}

/** Carries what a body tells to the run's output, receipt draft and log. */
export function reportTo(run: RunPort, parts: ReportParts): BodyReport {
  const { draft, output } = run
  output.log.onDrained(() => setPaused(run, false))
  tellHoles(run, parts.around)
  return {
    started: ({ pid }) => parts.started(pid),
    output: (chunk, stream) => {
      if (!output.bytes(chunk, stream)) setPaused(run, true)
    },
    log: (text) => output.told(text),
    linesDropped: (count) =>
      parts.around.events.add(
        run,
        'lines-skipped',
        `${count} lines were told faster than they could be taken, and are lost.`,
      ),
    progress: (value) => {
      run.progress = value
      parts.changedSoon()
    },
    cleanup: (fact) => {
      draft.cleanup(fact)
      const type = `cleanup-${fact.state}` as const
      parts.around.events.add(
        run,
        type,
        `cleanup ${fact.name}: ${fact.state}${fact.error === undefined ? '' : `: ${fact.error}`}`,
      )
    },
    fired: () => parts.around.events.add(run, 'timer-fired', 'main: the timer elapsed'),
    handled: (evidence) => {
      if (!draft.asked || draft.handled) return
      draft.handled = { at: monotonicMs(), evidence }
      parts.around.events.add(run, 'handled', `main: ${say(evidence)}`)
    },
    handsOver: (forecasts, known) => {
      run.show({ delegates: forecasts })
      parts.around.account.handsOver(run.id, known)
    },
    sentToDelegate: (text) => parts.around.events.add(run, 'step-sent', `main: ${text}`),
    ended: (end) => parts.ended(end),
  }
}

function setPaused(run: RunPort, paused: boolean): void {
  run.body?.pauseOutput?.(paused)
}
