import type { ProcessTaskSpec } from '@contract/task'
import { RunDelegates } from '../delegates/run-delegates'
import type { ProcessTable } from '../processes/process-table'
import type { BodyReport, StartRequest } from './task-kind'

export interface HandsOver {
  readonly request: StartRequest<ProcessTaskSpec>
  readonly cwd: string
  readonly environment: Readonly<Record<string, string>>
}

export interface HandedOver {
  readonly delegates: RunDelegates
  /** The run's own, which tells its delegates what it hears. */
  readonly report: BodyReport
}

/** What a run hands to somebody outside its family is looked for from its start on, and told to its run. */
export function handOver(
  { request, cwd, environment }: HandsOver,
  table: ProcessTable,
  { pid, startTime }: { readonly pid: number; readonly startTime: string },
): HandedOver {
  const { spec, report } = request
  const delegates = new RunDelegates({
    spec,
    folder: cwd,
    environment,
    table,
    startTime,
    program: table.programOf?.(pid),
    changed: (forecasts, known) => report.handsOver(forecasts, known),
    tell: (text) => report.sentToDelegate(text),
  })
  return {
    delegates,
    report: {
      ...report,
      output: (chunk, stream) => {
        delegates.printed(chunk)
        report.output(chunk, stream)
      },
      ended: (end) => {
        if (end.exit) delegates.leaderLeft(end.exit)
        report.ended(end)
      },
    },
  }
}
